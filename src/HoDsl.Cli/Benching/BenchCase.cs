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
    private static readonly string[] OfFourteenStages = ["euler", "verner89"];

    /// <summary>What is measured beside PyTorch.</summary>
    public static IReadOnlyList<BenchCase> BesidePyTorch { get; } =
    [
        .. OfFourteenStages.Select(scheme => new BenchCase(scheme, 30, 64, 32, Precision.BFloat16, Trains: true)),
        .. OfFourteenStages.Select(scheme => new BenchCase(scheme, 30, 64, 32, Precision.Float32, Trains: true)),
        new("rk4", 26, 16, 32, Precision.BFloat16, Trains: true),
        new("verner89", 30, 16, 32, Precision.BFloat16, Trains: true),
        .. OfFourteenStages.Select(scheme => new BenchCase(scheme, 30, 64, 32, Precision.BFloat16, Trains: false)),
        .. OfFourteenStages.Select(scheme => new BenchCase(scheme, 30, 64, 1, Precision.BFloat16, Trains: false)),
    ];

    /// <summary>Pairs of equal depth, of which the first should cost no more than the second.</summary>
    public static IReadOnlyList<(BenchCase Case, BenchCase Than)> BesideEachOther { get; } =
    [
        (new("verner89", 30, 64, 32, Precision.BFloat16, Trains: true), new("euler", 30, 64, 32, Precision.BFloat16, Trains: true)),
        (new("verner89-adaptive", 30, 64, 32, Precision.BFloat16, Trains: true), new("verner89", 30, 64, 32, Precision.BFloat16, Trains: true)),
    ];

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Scheme}-{Layers}, {Width} channels, batch {Batch}, {(Precision == Precision.BFloat16 ? "bf16" : "fp32")}, {(Trains ? "training" : "inference")}");
}
