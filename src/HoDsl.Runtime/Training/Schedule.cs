using System.Globalization;
using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>How the learning rate changes over a training: a factor on the rate, from the epochs done.</summary>
/// <remarks>
/// Written <c>constant</c>, <c>cosine</c>, <c>one-cycle</c>, or <c>step:100,150</c>: a tenth of the rate from each of these epochs on.
/// <c>warm-up:5+</c> in front of any of them lets the rate rise over the first epochs.
/// </remarks>
[JsonConverter(typeof(ScheduleJson))]
public abstract record Schedule
{
    /// <summary>The rate stays as it is.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The rate falls from its initial value to zero along half a cosine wave. Source: arXiv 1608.03983.</summary>
    public static Schedule Cosine { get; } = new CosineSchedule();

    /// <summary>The rate rises from a 25th along half a cosine wave over the first three tenths of the training, then falls to 1/250,000.</summary>
    /// <remarks>Source: arXiv 1708.07120, with the constants of PyTorch's OneCycleLR; the momentum stays.</remarks>
    public static Schedule OneCycle { get; } = new OneCycleSchedule();

    /// <summary>The rate falls to a tenth when each of the given numbers of epochs is done.</summary>
    /// <exception cref="UserException">There are none, or they do not rise from 1 on.</exception>
    public static Schedule Step(params IReadOnlyList<int> epochs) => AreRising(epochs)
        ? new StepSchedule(epochs)
        : throw new UserException($"The learning rate falls after the epochs ({string.Join(", ", epochs)}); give one or more, each later than the one before.");

    /// <summary>The rate of another schedule, times a factor that rises from a hundredth to one over the first epochs.</summary>
    /// <exception cref="UserException">The number of epochs is not greater than 0, or not finite.</exception>
    public static Schedule WarmUp(double epochs, Schedule then) => IsWarmUp(epochs)
        ? new WarmUpSchedule(epochs, then)
        : throw new UserException(FormattableString.Invariant($"The learning rate rises over {epochs} epochs; give a number greater than 0."));

    /// <summary>The factor on the rate.</summary>
    /// <param name="epochsDone">How many epochs are done, with the part of the present one.</param>
    /// <param name="epochs">How many epochs the training has in all.</param>
    public abstract double Factor(double epochsDone, int epochs);

    /// <summary>Reads the written form, or gives null.</summary>
    public static Schedule? TryParse(string text) => ScheduleText.TryParse(text);

    internal static bool AreRising(IReadOnlyList<int> epochs) => epochs.Count > 0 && epochs.Prepend(0).Zip(epochs).All(pair => pair.Second > pair.First);

    internal static bool IsWarmUp(double epochs) => epochs > 0 && double.IsFinite(epochs);

    private sealed record ConstantSchedule : Schedule
    {
        public override double Factor(double epochsDone, int epochs) => 1;

        public override string ToString() => "constant";
    }

    private sealed record CosineSchedule : Schedule
    {
        public override double Factor(double epochsDone, int epochs) => (1 + Math.Cos(Math.PI * epochsDone / epochs)) / 2;

        public override string ToString() => "cosine";
    }

    private sealed record OneCycleSchedule : Schedule
    {
        private const double Rise = 0.3, First = 1 / 25.0, Last = First / 1e4;

        public override double Factor(double epochsDone, int epochs)
        {
            var done = epochsDone / epochs;
            return done <= Rise ? Between(First, 1, done / Rise) : Between(1, Last, (done - Rise) / (1 - Rise));
        }

        public override string ToString() => "one-cycle";

        private static double Between(double from, double to, double done) => to + ((from - to) * (1 + Math.Cos(Math.PI * done)) / 2);
    }

    private sealed record StepSchedule(IReadOnlyList<int> Epochs) : Schedule
    {
        public override double Factor(double epochsDone, int epochs) => Math.Pow(0.1, Epochs.Count(epoch => epoch <= epochsDone));

        public override string ToString() => $"step:{string.Join(',', Epochs)}";

        public bool Equals(StepSchedule? other) => other is not null && Epochs.SequenceEqual(other.Epochs);

        public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
    }

    private sealed record WarmUpSchedule(double Epochs, Schedule Then) : Schedule
    {
        private const double First = 0.01;

        public override double Factor(double epochsDone, int epochs) =>
            Math.Min(1, First + ((1 - First) * epochsDone / Epochs)) * Then.Factor(epochsDone, epochs);

        // The exponent of a number is without a plus: that is what the next schedule begins with.
        public override string ToString() => $"warm-up:{Epochs.ToString(CultureInfo.InvariantCulture).Replace("+", "", StringComparison.Ordinal)}+{Then}";
    }
}
