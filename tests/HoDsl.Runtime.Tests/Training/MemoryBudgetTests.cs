using System.Globalization;
using System.Text.RegularExpressions;
using HoDsl.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Gradients;
using HoDsl.Runtime.Ode;
using HoDsl.Runtime.Subnets;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Schemes;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>Training within a budget of native memory: the same weights, with as many subnets computed twice as it takes.</summary>
public sealed partial class MemoryBudgetTests : IDisposable
{
    private static readonly MapShape Shape = new(8, 8, 8);

    private static readonly TrainingOptions Options = new(Epochs: 1, Batch: 64, LearningRate: 0.05);

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. Makers.Keys.Where(name => !name.Contains("anyway", StringComparison.Ordinal))];

    private static Dictionary<string, Func<Module<Tensor, Tensor>>> Makers { get; } = new()
    {
        ["one block of many stages"] = () => new HoResNet<Verner89>(layers: 30, width: 8, input: RandomImages.Shape, classes: 3),
        ["many blocks of one stage"] = () => new HoResNet<Euler>(layers: 18, width: 8, input: RandomImages.Shape, classes: 3),
        ["a step that the stages take"] = () => new HoResNet<Verner89Adaptive>(layers: 30, width: 8, input: RandomImages.Shape, classes: 3),
        ["several states, entries"] = () => new HoDsl.Networks.LmResNet<HoDsl.Schemes.LmResNet>(units: 2, width: 8, input: RandomImages.Shape, classes: 3),
        ["stochastic depth"] = () => Of(new BodyOptions { Depth = new(1, 0.3) }),
        ["shared subnets"] = () => Of(new BodyOptions { Shared = true }),
        ["a differential equation"] = () => Of(new OdeOptions(OdeSteps.Equal(4))),
        ["blocks that are undone anyway"] = () => Of(HoDsl.Schemes.RevNet.CreateBody(Vgg.Create, Shape, count: 3, new() { Reversible = true, Shared = true })),
        ["blocks that are recomputed anyway"] = () => Of(new BodyOptions { Recompute = true }),
    };

    public void Dispose() => _scope.Dispose();

    [OwnBindingTheory(WithPackages.NoBytes), MemberData(nameof(Names))]
    public void What_is_learnt_is_the_same_and_no_step_exceeds_the_budget(string network)
    {
        var (weights, most, _) = Train(network, Options);
        var least = Least(network, Options);
        Assert.True(least.Bytes <= MemorySize.InMebibytes(most).Bytes, $"{least} are more than {most} bytes");
        foreach (var budget in new[] { least, new MemorySize((least.Bytes + most) / 2), new MemorySize(most + (1 << 20)) })
        {
            var (same, peak, _) = Train(network, Options with { Memory = budget });
            Assert.True(peak <= budget.Bytes, $"{peak} bytes of {budget}");
            Assert.Equal(weights, same);
        }
    }

    [OwnBindingTheory(WithPackages.NoBytes)]
    [InlineData("many blocks of one stage", 2, 0)]
    [InlineData("many blocks of one stage", 1, 0.4)]
    [InlineData("a differential equation", 1, 0)]
    [InlineData("blocks that are recomputed anyway", 1, 0)]
    public void Parts_of_batches_mixtures_and_moments_are_counted(string network, int accumulate, double mixup)
    {
        var options = Options with { Accumulate = accumulate, Mixup = mixup, Optimizer = OptimizerKind.AdamW, LearningRate = 1e-3 };
        var least = Least(network, options);
        Assert.True(Train(network, options with { Memory = least }).Peak <= least.Bytes);
    }

    /// <summary>The more memory there is, the less is computed twice: nothing where all activations fit, all where nothing else does.</summary>
    [OwnBindingTheory(WithPackages.NoBytes), InlineData("many blocks of one stage"), InlineData("one block of many stages")]
    public void As_little_as_possible_is_computed_twice(string network)
    {
        var (least, most) = (Least(network, Options).Bytes, Train(network, Options).Peak);
        var twice = Enumerable.Range(0, 5).Select(i => Train(network, Options with { Memory = new(least + (i * (most + (1 << 20) - least) / 4)) }).Twice).ToList();
        Assert.Equal(twice.OrderDescending(), twice);
        Assert.Equal(0, twice[^1]);
        Assert.True(twice[0] > 4 && twice.Distinct().Count() > 2, string.Join(" ", twice));
    }

    /// <summary>A loop of one's own needs no trainer for it.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void Steps_that_are_taken_by_hand_stay_within_a_budget()
    {
        HeldMemory.Settled();
        using var network = Makers["many blocks of one stage"]();
        using var step = new TrainingStep(network, Options);
        var (images, labels) = (randn(64, 3, 8, 8), zeros(64, dtype: ScalarType.Int64));
        network.train();
        long Peak()
        {
            TorchExtras.Current.ResetPeakMemory(CPU);
            step.Take(images, labels);
            return TorchExtras.Current.Memory(CPU)!.Value.PeakBytes;
        }

        Peak();
        var free = Peak();
        var plan = step.StayWithin(new(free * 3 / 4), images, labels);
        Assert.InRange(plan.ComputedTwice, 1, plan.Subnets - 1);
        Assert.InRange(plan.PeakBytes, 0, plan.Budget.Bytes);
        Assert.All(Enumerable.Range(0, 4), _ => Assert.InRange(Peak(), 0, plan.PeakBytes));
        Assert.True(step.IsReplayed);
    }

    /// <summary>One subnet fewer, and the step would exceed the budget.</summary>
    [OwnBindingTheory(WithPackages.NoBytes), InlineData("many blocks of one stage"), InlineData("one block of many stages"), InlineData("blocks that are recomputed anyway")]
    public void No_subnet_is_computed_twice_without_need(string network)
    {
        HeldMemory.Settled();
        using var made = Makers[network]();
        made.train();
        using var step = new TrainingStep(made, Options);
        var (images, labels) = (randn(64, 3, 8, 8), zeros(64, dtype: ScalarType.Int64));
        var plan = step.StayWithin(new(long.MaxValue), images, labels);
        var twice = new List<int>();
        try
        {
            for (; ; plan = step.StayWithin(new(plan.PeakBytes - 1), images, labels))
            {
                twice.Add(plan.ComputedTwice);
                Assert.Equal(plan.ComputedTwice, step.StayWithin(new(plan.PeakBytes), images, labels).ComputedTwice);
            }
        }
        catch (UserException refusal)
        {
            // To compute the last one twice saves nothing.
            Assert.Equal(MemorySize.InMebibytes(plan.PeakBytes), MemorySize.TryParse(Amount().Match(refusal.Message).Groups[1].Value));
            Assert.Equal(Enumerable.Range(0, plan.Subnets), twice);
        }
    }

    /// <summary>To the byte, also the step that is recorded: that keeps the numbers which stand in it.</summary>
    [OwnBindingTheory(WithPackages.NoBytes), MemberData(nameof(Names)), InlineData("blocks that are undone anyway")]
    public void What_the_plan_says_is_enough(string network)
    {
        HeldMemory.Settled();
        using var made = Makers[network]();
        made.train();
        using var step = new TrainingStep(made, Options with { Accumulate = 7, Mixup = 0.4 });
        var batch = new Mixup(0.4).Mix(randn(64, 3, 8, 8), zeros(64, dtype: ScalarType.Int64), new SplitMix64(1));
        var plan = step.StayWithin(new(long.MaxValue), batch);
        plan = step.StayWithin(new(plan.PeakBytes), batch);
        Assert.All(Enumerable.Range(0, 5), _ =>
        {
            TorchExtras.Current.ResetPeakMemory(CPU);
            step.Take(batch);
            Assert.InRange(TorchExtras.Current.Memory(CPU)!.Value.PeakBytes, 0, plan.PeakBytes);
        });
    }

    /// <summary>Where parameters outweigh activations, what the optimizer takes for a while counts.</summary>
    [OwnBindingTheory(WithPackages.NoBytes)]
    [InlineData(OptimizerKind.Sgd, null), InlineData(OptimizerKind.Sgd, 0.1), InlineData(OptimizerKind.Nesterov, 0.1), InlineData(OptimizerKind.AdamW, null), InlineData(OptimizerKind.AdamW, 0.1)]
    public void What_the_optimizer_takes_is_in_the_budget(OptimizerKind optimizer, double? clip)
    {
        HeldMemory.Settled();
        using var network = Sequential(Flatten(), Linear(192, 3000), ReLU(), Linear(3000, 900), ReLU(), Linear(900, 2600), ReLU(), Linear(2600, 3));
        using var step = new TrainingStep(network, Options with { Optimizer = optimizer, Clip = clip, Ema = 0.9, LearningRate = 1e-3 });
        var (images, labels) = (randn(4, 3, 8, 8), zeros(4, dtype: ScalarType.Int64));
        var plan = step.StayWithin(new(long.MaxValue), images, labels);
        Assert.All(Enumerable.Range(0, 4), _ =>
        {
            TorchExtras.Current.ResetPeakMemory(CPU);
            step.Take(images, labels);
            Assert.InRange(TorchExtras.Current.Memory(CPU)!.Value.PeakBytes, 0, plan.PeakBytes);
        });
    }

    [OwnBindingFact(WithPackages.NoBytes)]
    public void Where_there_is_nothing_to_be_computed_twice_the_budget_holds_all_the_same()
    {
        using var network = Of(new OdeOptions(OdeSteps.Equal(4)) { Gradient = OdeGradient.Recomputed });
        var heard = new Listener();
        new Trainer(network, Options with { Memory = new(1 << 30) }).Train(RandomImages.Set(training: 192, test: 64), heard);
        Assert.StartsWith("There is no subnet to be computed twice", Assert.Single(heard.Notices));
    }

    [Fact]
    public void Learnt_batch_norms_and_random_numbers_are_as_without_a_rehearsal()
    {
        using var network = Makers["stochastic depth"]();
        using var step = new TrainingStep(network, Options);
        var before = TensorBytes.Of(network);
        var images = randn(8, 3, 8, 8);
        var random = get_rng_state().bytes.ToArray();
        network.train();
        step.Rehearse(new(images, zeros(8, dtype: ScalarType.Int64)));
        Assert.Equal(random, get_rng_state().bytes.ToArray());
        Assert.Equal(before, TensorBytes.Of(network));
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Theory]
    [InlineData("512MiB", 512L << 20, "512MiB")]
    [InlineData("2GiB", 2L << 30, "2GiB")]
    [InlineData("1.5 GiB", 3L << 29, "1536MiB")]
    [InlineData("1500MB", 1_500_000_000, "1500000000B")]
    [InlineData("700b", 700, "700B")]
    public void Amounts_are_read_and_written(string text, long bytes, string written)
    {
        Assert.Equal(bytes, MemorySize.TryParse(text)!.Bytes);
        Assert.Equal(written, MemorySize.TryParse(text)!.ToString());
        Assert.Equal(bytes, MemorySize.TryParse(written)!.Bytes);
    }

    [Theory, InlineData(""), InlineData("512"), InlineData("MiB"), InlineData("-1MiB"), InlineData("0B"), InlineData("1TiBB"), InlineData("99999999999GiB")]
    public void What_is_no_amount_is_not_read(string text) => Assert.Null(MemorySize.TryParse(text));

    [OwnBindingFact(WithPackages.NoBytes)]
    public void A_budget_that_is_too_small_leaves_the_network_as_it_was()
    {
        using var network = new HoResNet<Euler>(layers: 10, width: 8, input: RandomImages.Shape, classes: 3);
        using var step = new TrainingStep(network, new TrainingOptions(1));
        var segments = network.modules().OfType<ISegmented>().SelectMany(module => module.Segments).ToList();
        segments[0].IsRecomputed = true;
        Assert.Throws<UserException>(() => step.StayWithin(new MemorySize(1), randn(8, 3, 8, 8), zeros(8, dtype: ScalarType.Int64)));
        Assert.Equal([segments[0]], segments.Where(segment => segment.IsRecomputed).Distinct());
    }

    [Theory, InlineData("79228162514264337593543950335GiB"), InlineData("79228162514264337593543950335B"), InlineData("8589934592GiB"), InlineData("0.4B")]
    public void What_is_no_number_of_bytes_is_no_budget(string text) => Assert.Null(MemorySize.TryParse(text));

    [Fact]
    public void The_largest_budget_is_read() => Assert.Equal(long.MaxValue, MemorySize.TryParse($"{long.MaxValue}B")!.Bytes);

    private static Module<Tensor, Tensor> Of(BodyOptions options) => Of(RK4.CreateBody(Vgg.Create, Shape, count: 4, options));

    private static Module<Tensor, Tensor> Of(OdeOptions options) => Of(OdeBody.Of(RK4.Method, TimedConv.Create, Shape, options));

    private static Module<Tensor, Tensor> Of(Module<Tensor, Tensor> body) => Sequential(Conv2d(3, Shape.Channels, kernel_size: 1), body, AdaptiveAvgPool2d(1), Flatten(), Linear(Shape.Channels, 3));

    // The budget that the refusal of a smaller one names.
    private static MemorySize Least(string network, TrainingOptions options)
    {
        var message = Assert.Throws<UserException>(() => Train(network, options with { Memory = new(1 << 20) })).Message;
        Assert.StartsWith("1MiB of memory are too few: with subnets computed twice wherever that saves memory a step takes ", message);
        return MemorySize.TryParse(Amount().Match(message).Groups[1].Value)!;
    }

    private static (byte[] Weights, long Peak, int Twice) Train(string network, TrainingOptions options)
    {
        HeldMemory.Settled();
        manual_seed(1);
        using var made = Makers[network]();
        var heard = new Listener();
        TorchExtras.Current.ResetPeakMemory(CPU);
        new Trainer(made, options).Train(RandomImages.Set(training: 192, test: 64), heard);
        var peak = TorchExtras.Current.Memory(CPU)!.Value.PeakBytes;
        var twice = options.Memory is null ? 0 : int.Parse(Twice().Match(heard.Notices.Single()).Groups[1].Value, CultureInfo.InvariantCulture);
        return (TensorBytes.Of(made), peak, twice);
    }

    [GeneratedRegex("takes (.*?)[.]")]
    private static partial Regex Amount();

    [GeneratedRegex("subnets (\\d+) are computed twice")]
    private static partial Regex Twice();
}
