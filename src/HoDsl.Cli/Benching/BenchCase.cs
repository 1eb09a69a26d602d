using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Benching;

/// <summary>A network on 32x32 images in three colours, and what is done with it.</summary>
/// <param name="Scheme">The scheme of its blocks.</param>
/// <param name="Layers">Its depth, stem and head included.</param>
/// <param name="Width">Its channels.</param>
/// <param name="Batch">How many images a step takes.</param>
/// <param name="Precision">In which numbers it computes.</param>
/// <param name="Trains">Whether a step trains it, or only runs it.</param>
internal sealed record BenchCase(string Scheme, int Layers, int Width, int Batch, Precision Precision, bool Trains)
{
    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Scheme}-{Layers}, {Width} channels, batch {Batch}, {(Precision == Precision.BFloat16 ? "bf16" : "fp32")}, {(Trains ? "training" : "inference")}");
}
