using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>What training adds to the states of now that a block gives; evaluation adds nothing. Source: Lu et al., arXiv 1710.10121.</summary>
/// <param name="Distribution">How it is distributed.</param>
/// <param name="Amplitude">The highest value of uniform noise, the standard deviation of normal noise.</param>
public sealed record Noise(NoiseDistribution Distribution, double Amplitude)
{
    /// <summary>The map with noise, drawn where the map is.</summary>
    internal Tensor AddTo(Tensor map) => Distribution == NoiseDistribution.Uniform
        ? map.add(empty_like(map).uniform_(0, Amplitude))
        : map.add(randn_like(map), alpha: Amplitude);
}

/// <summary>A distribution of noise.</summary>
public enum NoiseDistribution
{
    /// <summary>Uniform between 0 and the amplitude.</summary>
    Uniform,

    /// <summary>Normal around 0; the amplitude is the standard deviation.</summary>
    Normal,
}
