using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>A solution under way: step after step through a field, from time to time.</summary>
internal abstract class Walk(RungeKuttaMethod method, IVectorField field, bool estimates)
{
    /// <summary>Takes the steps.</summary>
    protected Stepper Stepper { get; } = new(method, field, estimates);

    /// <summary>How many steps were taken.</summary>
    public int Steps { get; protected set; }

    /// <summary>How many were tried and rejected.</summary>
    public int Rejected { get; protected set; }

    /// <summary>Goes from one time to another, which it meets exactly.</summary>
    /// <param name="state">The state at the first time: that of the second time of the call before, if there was one and the walk was not interrupted.</param>
    /// <param name="from">The first time.</param>
    /// <param name="to">The second, before or after the first.</param>
    /// <param name="kept">Keeps the steps that were accepted; null where nobody does.</param>
    /// <returns>The state at the second time: new tensors, in the scope of the caller.</returns>
    public abstract Tensor[] Go(Tensor[] state, double from, double to, ICollection<TakenStep>? kept = null);

    /// <summary>Tells that the next call goes on elsewhere: in another state, or in a changed field.</summary>
    public virtual void Interrupt()
    {
    }
}
