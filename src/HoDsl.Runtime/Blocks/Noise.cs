using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>What training adds to the states of now that a block gives; evaluation adds nothing. Source: Lu et al., arXiv 1710.10121.</summary>
/// <param name="Distribution">How it is distributed.</param>
/// <param name="Amplitude">The highest value of uniform noise, the standard deviation of normal noise.</param>
public sealed record Noise(NoiseDistribution Distribution, double Amplitude)
{
    /// <summary>The highest value of uniform noise, the standard deviation of normal noise: 0 or more.</summary>
    /// <exception cref="UserException">It is less, or no finite number.</exception>
    public double Amplitude { get; init => field = Checked(value); } = Checked(Amplitude);

    /// <summary>The map with noise, drawn where the map is.</summary>
    internal Tensor AddTo(Tensor map) => Distribution == NoiseDistribution.Uniform
        ? map.add(empty_like(map).uniform_(0, Amplitude))
        : map.add(randn_like(map), alpha: Amplitude);

    private static double Checked(double amplitude) => amplitude >= 0 && double.IsFinite(amplitude)
        ? amplitude
        : throw new UserException(FormattableString.Invariant($"The amplitude of noise is {amplitude}: write a number that is 0 or more."));
}

/// <summary>A distribution of noise.</summary>
public enum NoiseDistribution
{
    /// <summary>Uniform between 0 and the amplitude.</summary>
    Uniform,

    /// <summary>Normal around 0; the amplitude is the standard deviation.</summary>
    Normal,
}
