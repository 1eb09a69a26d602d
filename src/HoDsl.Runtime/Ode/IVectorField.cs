using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The right side of a system of differential equations, whose state is one tensor or several.</summary>
internal interface IVectorField
{
    /// <summary>On how many of the state's tensors, the first ones, the slopes depend. The others are integrals along the way: no stage reads them.</summary>
    int Reads { get; }

    /// <summary>The slope of each tensor of the state.</summary>
    /// <param name="time">The time.</param>
    /// <param name="state">The tensors on which the slopes depend.</param>
    /// <returns>New tensors.</returns>
    Tensor[] Evaluate(double time, IReadOnlyList<Tensor> state);
}
