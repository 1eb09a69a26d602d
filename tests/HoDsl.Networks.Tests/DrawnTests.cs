using HoDsl.Runtime.Tests.Data;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Networks.Tests;

/// <summary>What networks draw in training is what their files say. In evaluation, where they draw nothing, they are compared with PyTorch.</summary>
public sealed class DrawnTests : IDisposable
{
    // Those of the file.
    private const double LeftOut = 0.2, Highest = 0.02, Deviation = 0.01;

    // Of the standard normal distribution.
    private const double UpperQuartile = 0.6744897501960817;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Networks.Drawn _network;

    public DrawnTests()
    {
        manual_seed(5);
        _network = new Networks.Drawn().InScope();
        _network.to(ScalarType.Float64);
    }

    public void Dispose() => _scope.Dispose();

    /// <summary>What stays is divided by the probability to stay.</summary>
    [Fact]
    public void Dropout_leaves_numbers_out_and_makes_up_for_them()
    {
        const double Stays = 1 / (1 - LeftOut);
        var numbers = _network.Dropout1.call(ones(4000, dtype: ScalarType.Float64)).data<double>().ToArray();
        Assert.Equal([0, Stays], numbers.Distinct().Order());
        Frequencies.AssertFollow([numbers.Count(number => number == 0), numbers.Count(number => number == Stays)], [LeftOut, 1 - LeftOut]);
    }

    [Fact]
    public void Uniform_noise_lies_between_0_and_its_amplitude()
    {
        var noise = Noise(_network.Body1);
        Assert.All(noise, number => Assert.InRange(number, -1e-12, Highest + 1e-12));
        AssertEquallyLikely(noise, Highest / 4, Highest / 2, Highest * 3 / 4);
    }

    [Fact]
    public void The_amplitude_of_normal_noise_is_its_standard_deviation() =>
        AssertEquallyLikely(Noise(_network.Body2), -UpperQuartile * Deviation, 0, UpperQuartile * Deviation);

    private static void AssertEquallyLikely(double[] numbers, params double[] limits) => Frequencies.AssertEqual(
        [.. Enumerable.Range(0, limits.Length + 1).Select(bin => numbers.Count(number => limits.Count(limit => limit < number) == bin))]);

    // The difference between training and evaluation.
    private static double[] Noise(Module<Tensor, Tensor> body)
    {
        var maps = randn(2, 8, 10, 10, dtype: ScalarType.Float64);
        body.train();
        var trained = body.call(maps);
        body.eval();
        return [.. (trained - body.call(maps)).data<double>()];
    }
}
