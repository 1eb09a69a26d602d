using System.Globalization;
using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>How the learning rate changes over a training: a factor on the initial rate, from the epochs done.</summary>
/// <remarks>Written <c>constant</c>, <c>cosine</c>, or <c>step:100,150</c>: a tenth of the rate from each of these epochs on.</remarks>
[JsonConverter(typeof(ScheduleJson))]
public abstract record Schedule
{
    /// <summary>The rate stays as it is.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The rate falls from its initial value to zero along half a cosine wave. Source: arXiv 1608.03983.</summary>
    public static Schedule Cosine { get; } = new CosineSchedule();

    /// <summary>The rate falls to a tenth when each of the given numbers of epochs is done.</summary>
    public static Schedule Step(params IReadOnlyList<int> epochs) => new StepSchedule(epochs);

    /// <summary>The factor on the initial rate.</summary>
    /// <param name="epochsDone">How many epochs are done, with the part of the present one.</param>
    /// <param name="epochs">How many epochs the training has in all.</param>
    public abstract double Factor(double epochsDone, int epochs);

    /// <summary>Reads the written form, or gives null.</summary>
    public static Schedule? TryParse(string text)
    {
        const string step = "step:";
        if (text == "constant") return Constant;
        if (text == "cosine") return Cosine;
        if (!text.StartsWith(step, StringComparison.Ordinal)) return null;
        var epochs = new List<int>();
        foreach (var part in text[step.Length..].Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)) return null;
            epochs.Add(epoch);
        }

        return Step(epochs);
    }

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

    private sealed record StepSchedule(IReadOnlyList<int> Epochs) : Schedule
    {
        public override double Factor(double epochsDone, int epochs) => Math.Pow(0.1, Epochs.Count(epoch => epoch <= epochsDone));

        public override string ToString() => $"step:{string.Join(',', Epochs)}";

        public bool Equals(StepSchedule? other) => other is not null && Epochs.SequenceEqual(other.Epochs);

        public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
    }
}
