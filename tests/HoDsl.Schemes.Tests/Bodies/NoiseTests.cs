using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>What training adds to the results of blocks has the distribution that was asked for, and evaluation adds nothing.</summary>
public sealed class NoiseTests : IDisposable
{
    private const double Amplitude = 0.02;

    private static readonly MapShape Shape = new(Channels: 4, Height: 20, Width: 20);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Uniform_noise_lies_between_0_and_its_amplitude()
    {
        var noise = Drawn(new(NoiseDistribution.Uniform, Amplitude));
        Assert.InRange(noise.Min(), -1e-12, Amplitude);
        Assert.InRange(noise.Max(), 0, Amplitude + 1e-12);
        AssertBins(noise, [.. Enumerable.Range(1, 7).Select(bin => bin * Amplitude / 8)]);
    }

    [Fact]
    public void The_amplitude_of_normal_noise_is_its_standard_deviation()
    {
        // The octiles of the standard normal distribution.
        double[] octiles = [-1.150349380376008, -0.6744897501960817, -0.3186393639643752, 0, 0.3186393639643752, 0.6744897501960817, 1.150349380376008];
        AssertBins(Drawn(new(NoiseDistribution.Normal, Amplitude)), [.. octiles.Select(octile => octile * Amplitude)]);
    }

    private static void AssertBins(double[] noise, double[] limits) => Frequencies.AssertEqual(
        [.. noise.GroupBy(value => limits.Count(limit => limit < value)).OrderBy(bin => bin.Key).Select(bin => bin.Count())]);

    // The difference between training and evaluation, for each state of now: those of RevNet share the channels.
    private static double[] Drawn(Noise noise)
    {
        manual_seed(9);
        using var body = RevNet.CreateBody(LinearSubnet.Create, Shape, count: 1, new() { Noise = noise });
        body.to(ScalarType.Float64);
        var input = randn(1, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        var trained = body.call(input);
        body.eval();
        return [.. (trained - body.call(input)).data<double>()];
    }
}
