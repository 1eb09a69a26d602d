using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer keeps for a parameter from step to step.</summary>
public abstract class OptimizerState
{
    private readonly Parameter parameter;

    private protected OptimizerState(Parameter parameter) => this.parameter = parameter;

    /// <summary>Copies the state that another optimizer keeps for its parameter in this place.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Zeros in the parameter's shape; no scope disposes them.</summary>
    private protected Tensor Zeros() => zeros_like(parameter).DetachFromDisposeScope();

    private protected static void Overwrite(Tensor own, Tensor source)
    {
        using var withoutGradients = no_grad();
        own.copy_(source);
    }

    /// <summary>Puts a copy of another state's tensor, if it has one, in place of one's own.</summary>
    private protected void Copy(ref Tensor? own, Tensor? source)
    {
        if (ReferenceEquals(own, source))
            return;
        Drop(ref own);
        if (source is not null)
            Overwrite(own = Zeros(), source);
    }

    private static void Drop(ref Tensor? own)
    {
        own?.Dispose();
        own = null;
    }
}
