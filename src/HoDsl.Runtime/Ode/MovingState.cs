using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The state on its way: each step gives it another value, and the one before is released, or handed to who keeps the steps.</summary>
/// <param name="given">The state at the beginning, which stays its holder's.</param>
/// <param name="kept">Keeps the steps; null where nobody does.</param>
internal sealed class MovingState(Tensor[] given, ICollection<TakenStep>? kept)
{
    private bool _isOwn;

    /// <summary>The state now.</summary>
    public Tensor[] Value { get; private set; } = given;

    /// <summary>Whether a step may release the state as soon as it needs it no more.</summary>
    public bool MayBeConsumed => _isOwn && kept is null;

    /// <summary>Moves the state by a step that was accepted.</summary>
    public void Move(double time, double step, Tensor[] next)
    {
        kept?.Add(new(time, step, Value));
        if (MayBeConsumed)
            Released.All(Value);
        (Value, _isOwn) = (next, true);
    }
}

/// <summary>A step that was accepted.</summary>
/// <param name="Time">The time before it.</param>
/// <param name="Size">Its size.</param>
/// <param name="State">The state before it.</param>
internal sealed record TakenStep(double Time, double Size, Tensor[] State);
