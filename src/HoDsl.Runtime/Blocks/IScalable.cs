using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>A subnet that multiplies what it gives by a learnt number at no cost: its last weights take the number.</summary>
public interface IScalable
{
    /// <summary>Whether it does so as it is now, and nobody sees what it gives without the number.</summary>
    bool CanScale { get; }

    /// <summary>What it makes of a map, times a number.</summary>
    /// <param name="input">The map.</param>
    /// <param name="scale">A scalar, or a number for each channel in the shape (channels, 1, 1).</param>
    Tensor Scaled(Tensor input, Tensor scale);
}
