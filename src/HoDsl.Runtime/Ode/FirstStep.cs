using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Chooses the first step of an adaptive solution.</summary>
/// <remarks>Source: Hairer, Norsett, Wanner, Solving ODEs I, section II.4, "starting step size".</remarks>
internal sealed class FirstStep(IVectorField field, ErrorScale scale, int errorOrder)
{
    private const double Share = 0.01;

    // Where the state or its slope is nearly 0, their quotient says nothing.
    private const double NearlyZero = 1e-5;
    private const double SmallStep = 1e-6;

    /// <summary>The size of the step, above 0 and no longer than the way: with it, an explicit Euler step changes the state little, and so does the method's error.</summary>
    /// <param name="state">The state.</param>
    /// <param name="slopes">Its slopes.</param>
    /// <param name="time">The time.</param>
    /// <param name="end">Where the way ends.</param>
    public double Size(IReadOnlyList<Tensor> state, Tensor[] slopes, double time, double end)
    {
        var (read, rising) = (state.Take(field.Reads).ToList(), slopes[..field.Reads]);
        var (height, slope) = (scale.Norm(read, read), scale.Norm(rising, read));
        var guess = height < NearlyZero || slope < NearlyZero ? SmallStep : Share * height / slope;
        guess = Math.Min(guess, Math.Abs(end - time));
        var largest = Math.Max(slope, Curvature(read, rising, time, double.CopySign(guess, end - time)));
        var allowed = largest <= 1e-15 ? Math.Max(SmallStep, guess * 1e-3) : Math.Pow(Share / largest, 1.0 / errorOrder);
        return Math.Min(Math.Min(100 * guess, allowed), Math.Abs(end - time));
    }

    // The second derivative, from the slopes at both ends of an Euler step.
    private double Curvature(List<Tensor> state, Tensor[] slopes, double time, double step)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var ahead = state.Select((map, i) => Combination.Combine(map, (step, slopes[i]))).ToList();
        var changes = field.Evaluate(time + step, ahead).Take(field.Reads).Select((slope, i) => slope - slopes[i]).ToList();
        return scale.Norm(changes, state) / Math.Abs(step);
    }
}
