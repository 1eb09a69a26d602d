using HoDsl.Runtime.Training;
using HoDsl.Tests;
using static TorchSharp.torch;

namespace HoDsl.Networks.Tests;

/// <summary>A step that is replayed leaves, bit for bit, what one leaves that asks the network for each operator.</summary>
public class ReplayTests
{
    private const int Batch = 4, Steps = 5, Classes = 10;

    // Those that draw which blocks to run, or decide by numbers: how long a step may be, or in single precision how to form the gradient of a learnt one.
    private static bool IsAsked(string network, Precision precision) =>
        network is "LmResNetStochastic" or "FractalNet" or "Equations" || (network == "LeapfrogNet" && precision == Precision.Float32);

    public static TheoryData<NetworkCase> Cases => [.. NetworkCase.All];

    [OwnBindingTheory(WithPackages.NoRecording), MemberData(nameof(Cases))]
    public void Every_network_learns_the_same(NetworkCase @case)
    {
        foreach (var precision in new[] { Precision.Float32, Precision.BFloat16 })
        {
            var (replayed, obstacle) = Learnt(@case, precision, anew: false);
            var (asked, _) = Learnt(@case, precision, anew: true);
            Assert.Equal(asked.Keys, replayed.Keys);
            Assert.All(asked, entry => Assert.True(entry.Value.AsSpan().SequenceEqual(replayed[entry.Key]), $"{precision}: {entry.Key}"));
            Assert.True(IsAsked(@case.Name, precision) == obstacle is not null, $"{precision}: {obstacle}");
        }
    }

    // The bytes of all weights, statistics and losses after some steps, of which the last but one has fewer images.
    private static (Dictionary<string, byte[]> State, string? Obstacle) Learnt(NetworkCase @case, Precision precision, bool anew)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = @case.Make(classes: Classes);
        network.train();
        using var step = new TrainingStep(network, new TrainingOptions(Epochs: 1, Batch: Batch, LearningRate: 0.01, Precision: precision));
        var losses = new List<double>();
        for (var i = 0; i < Steps; i++)
        {
            if (anew) step.RecordAnew();
            var count = i == Steps - 2 ? Batch - 1 : Batch;
            losses.Add(step.Take(randn(count, @case.Image.Channels, @case.Image.Height, @case.Image.Width), randint(0, Classes, [count])).Loss);
        }

        Assert.Equal(!anew && step.Obstacle is null, step.IsReplayed);
        var state = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.contiguous().bytes.ToArray());
        state["losses"] = [.. losses.SelectMany(BitConverter.GetBytes)];
        return (state, step.Obstacle);
    }
}
