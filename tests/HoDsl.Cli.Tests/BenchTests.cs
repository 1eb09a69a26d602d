using HoDsl.Cli.Benching;
using HoDsl.Runtime.Training;
using HoDsl.Tests;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Cli.Tests;

[NoLeaks, Collection("Tensors in this process")]
public class BenchTests
{
    [Fact]
    public void Text_that_no_case_has_in_its_name_is_told()
    {
        var (status, _, errors) = Hodsl.Run("bench", "--only", "resnet-1000");
        Assert.Equal((2, "error: No case has 'resnet-1000' in its name.\n"), (status, errors));
    }

    [Fact]
    public void No_rounds_are_no_measurement()
    {
        var (status, _, errors) = Hodsl.Run("bench", "--rounds", "0");
        Assert.Equal((2, "error: --rounds is 0, and must be at least 1.\n"), (status, errors));
    }

    [Theory]
    [InlineData("--batch is 0, and must be at least 1.", "--batch", "0")]
    [InlineData("--profile shows where the processor's time goes, and cuda has its own: leave one of the two out.", "--device", "cuda", "--profile")]
    public void What_cannot_be_measured_is_told(string reason, params string[] options) =>
        Assert.Equal(new Hodsl.Outcome(2, "", $"error: {reason}\n"), Hodsl.Run(["bench", .. options]));

    [Fact]
    public void A_GPU_that_is_not_there_is_told() => Assert.StartsWith("error: There is no cuda:99 here", Hodsl.Run("bench", "--device", "cuda:99").Errors);

    [Fact]
    public void Another_batch_is_that_of_all_cases()
    {
        var plan = BenchPlan.Load();
        Assert.Same(plan, plan.WithBatch(null));
        var larger = plan.WithBatch(64);
        Assert.All(larger.BesidePyTorch.Concat(larger.BesideEachOther.SelectMany(pair => new[] { pair.Case, pair.Than })), entry => Assert.Equal(64, entry.Batch));
        Assert.Equal(plan.BesidePyTorch.Select(entry => entry with { Batch = 0 }).Distinct(), larger.BesidePyTorch.Select(entry => entry with { Batch = 0 }));
        Assert.Empty(larger.WithinBudgets);
    }

    /// <summary>Warm-up, the first step of a turn and a round that was disturbed do not count.</summary>
    [Fact]
    public void A_contestant_is_judged_by_the_median_of_its_turns()
    {
        // Three steps of warm-up at a second each, which make turns of three steps and one before them.
        var steady = new Scripted([9, 9, 1, 9, 1, 2, 3, 9, 1, 2, 3, 9, 50, 60, 70]);
        var slow = new Scripted([9, 9, 1, .. Enumerable.Repeat(4.0, 12)]);
        Assert.Equal([2, 4], Contest.Run(3, steady, slow));
        Assert.Equal((15, 15), (steady.Steps, slow.Steps));
    }

    [Fact]
    public void The_share_closed_is_0_for_PyTorch_and_1_for_its_convolutions()
    {
        Assert.Equal(0, new BesidePyTorch("", 10, 4, 10).ShareClosed);
        Assert.Equal(1, new BesidePyTorch("", 10, 4, 4).ShareClosed);
        Assert.Equal(0.5, new BesidePyTorch("", 10, 4, 7).ShareClosed);
    }

    /// <summary>Half of the network twice costs half a forward pass more.</summary>
    [Fact]
    public void A_budget_costs_as_much_of_a_forward_pass_as_is_computed_twice() =>
        Assert.Equal(1.125, new WithinBudget("", new(1), 1, 2, ComputedTwice: 0.5, Time: 1.2, SecondPass: 0.25).Price);

    /// <summary>Times are those of the middle step, the first of each turn aside; what operators leave of a step that nobody observed is the rest.</summary>
    [Fact]
    public void A_profile_is_of_the_middle_step_and_beside_the_steps_as_they_are()
    {
        static OperatorTime Add(double seconds) => new("aten::add", 2, seconds, Computes: true);
        static OperatorTime View(double seconds) => new("aten::view", 1, seconds, Computes: false);
        // Three steps of warm-up at nine seconds each, which make three steps a turn.
        var pyTorch = new Scripted([9, 9, 9, 9, 1, 9, 4, 9, 90]) { Profiles = new([[Add(1)], [Add(2)], [Add(30)]]) };
        var ours = new Scripted([9, 9, 9, 9, 2, 9, 2, 9, 2]) { Profiles = new([[Add(1), View(0.5)], [Add(1.5), View(0.25)], [Add(0.5)]]) };
        var profile = StepProfile.Of("case", 1, pyTorch, ours);
        Assert.Equal([new("aten::add", 2, 2000, 2, 1000), new("aten::view", 0, 0, 1, 250)], profile.Operators);
        Assert.Equal((4000, 2000, 2000, 750), (profile.PyTorch, profile.PyTorchRest, profile.Ours, profile.OursRest));
        Assert.Equal(0.5, profile.OutsideKernels);
    }

    /// <summary>PyTorch and the binding ask the same library for the same convolutions.</summary>
    [OwnBindingFact(WithPackages.NoProfile)]
    public void Both_sides_of_a_profile_name_and_count_alike()
    {
        var benchCase = new BenchCase("midpoint", Layers: 6, Width: 16, Batch: 2, Precision.BFloat16, Trains: true);
        using var peer = new Peer(threads: 1);
        using var ours = new OwnContestant(benchCase);
        var profile = StepProfile.Of("case", 1, peer.Open(benchCase, CPU, convolutionsOnly: false), ours);
        var rows = profile.Operators.ToDictionary(row => row.Operator);
        // The stem, and two convolutions in each of the two stages.
        Assert.Equal((5, 5), (rows["aten::mkldnn_convolution"].PyTorchCalls, rows["aten::mkldnn_convolution"].OurCalls));
        Assert.Equal((5, 5), (rows["aten::convolution_backward"].PyTorchCalls, rows["aten::convolution_backward"].OurCalls));
        // Here the stem and each subnet are one node of the backward graph, a chain's.
        Assert.Equal((5, 0), (rows["ConvolutionBackward0"].PyTorchCalls, rows["ConvolutionBackward0"].OurCalls));
        Assert.True(rows["aten::native_batch_norm"] is { PyTorchCalls: > 0, OurCalls: 0 });
        // One for what each stage but the first reads, one for the result; and their gradients.
        Assert.Equal(0, rows["hodsl::combine"].PyTorchCalls);
        Assert.InRange(rows["hodsl::combine"].OurCalls, 2, 4);
    }

    private sealed class Scripted(double[] seconds) : IProfiled
    {
        public int Steps { get; private set; }

        public Queue<OperatorTime[]> Profiles { get; init; } = new();

        public double Step() => seconds[Steps++];

        public IReadOnlyList<OperatorTime> Profile() => Profiles.Dequeue();

        public void Dispose()
        {
        }
    }
}
