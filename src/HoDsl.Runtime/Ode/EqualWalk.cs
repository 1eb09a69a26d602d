using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Walks in equal steps between each two times.</summary>
/// <param name="method">The method.</param>
/// <param name="field">The field.</param>
/// <param name="count">The number of steps for a length of time.</param>
internal sealed class EqualWalk(RungeKuttaMethod method, IVectorField field, Func<double, int> count) : Walk(method, field, estimates: false)
{
    /// <inheritdoc/>
    public override Tensor[] Go(Tensor[] state, double from, double to, ICollection<TakenStep>? kept = null)
    {
        var moving = new MovingState(state, kept);
        var steps = count(Math.Abs(to - from));
        var size = (to - from) / steps;
        for (var i = 0; i < steps; i++)
        {
            var time = from + (i * size);
            moving.Move(time, size, Stepper.Take(time, size, moving.Value, moving.MayBeConsumed).State);
        }
        Steps += steps;
        return moving.Value;
    }
}
