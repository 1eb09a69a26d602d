using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Gradients;
using HoDsl.Runtime.Subnets;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>Steps whose backward passes compute something once more are replayed like others: with the random numbers that were drawn before, and within the same memory.</summary>
public sealed class ReplayedTwiceTests : IDisposable
{
    private const int Batch = 6, Steps = 5;

    private static readonly MapShape Shape = new(8, 6, 6);

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, Precision> Cases
    {
        get
        {
            var cases = new TheoryData<string, Precision>();
            foreach (var body in Bodies.Keys)
            {
                cases.Add(body, Precision.Float32);
                cases.Add(body, Precision.BFloat16);
            }
            return cases;
        }
    }

    private static Dictionary<string, Func<Module<Tensor, Tensor>>> Bodies { get; } = new()
    {
        ["recomputed blocks"] = () => RK4.CreateBody(Dropping.Create, Shape, count: 3, new() { Recompute = true }),
        ["recomputed blocks of one subnet"] = () => RK4.CreateBody(Dropping.Create, Shape, count: 3, new() { Recompute = true, Shared = true }),
        ["recomputed blocks with histories"] = () => AdamsBashforth2.CreateBody(Dropping.Create, Shape, count: 3, new() { Recompute = true }),
        ["recomputed subnets"] = () => RK4.CreateBody(Dropping.Create, Shape, count: 3, new()),
        ["blocks that are undone"] = () => RevNet.CreateBody(Dropping.Create, Shape, count: 3, new() { Reversible = true }),
        ["blocks of one subnet that are undone"] = () => RevNet.CreateBody(Dropping.Create, Shape, count: 3, new() { Reversible = true, Shared = true }),
        ["blocks that began with nothing and are undone"] = () => Hamiltonian.CreateBody(Tied.Create, Shape, count: 3, new() { Reversible = true }),
    };

    public void Dispose() => _scope.Dispose();

    [OwnBindingTheory(WithPackages.NoRecording), MemberData(nameof(Cases))]
    public void What_is_learnt_and_drawn_is_the_same(string body, Precision precision) => Assert.Equal(Learnt(body, precision, anew: true), Learnt(body, precision, anew: false));

    /// <summary>Where random numbers stood is kept once, however many blocks do not draw.</summary>
    [OwnBindingTheory(WithPackages.NoRecording), MemberData(nameof(Cases))]
    public void A_replay_takes_no_more_memory(string body, Precision precision)
    {
        HeldMemory.Settled();
        using var network = NetworkOf(body);
        using var step = new TrainingStep(network, Options(precision));
        var (images, labels) = (randn(Batch, 3, Shape.Height, Shape.Width), zeros([Batch], dtype: ScalarType.Int64));
        long Peak()
        {
            TorchExtras.Current.ResetPeakMemory(CPU);
            step.Take(images, labels);
            return TorchExtras.Current.Memory(CPU)!.Value.PeakBytes;
        }

        Peak();
        step.RecordAnew();
        var asked = Peak();
        // A recording keeps the few numbers that stand in the work.
        Assert.All(Enumerable.Range(0, Steps), _ => Assert.InRange(Peak(), 0, asked + 64));
        Assert.True(step.IsReplayed, step.Obstacle);
    }

    [OwnBindingTheory(WithPackages.NoRecording), MemberData(nameof(Cases))]
    public void Steps_stay_within_their_budget(string body, Precision precision)
    {
        using var network = NetworkOf(body);
        AssertStaysWithin(network, Options(precision) with { Batch = 14, Accumulate = 7 });
    }

    /// <summary>No recording keeps them beside what it computes.</summary>
    [OwnBindingFact(WithPackages.NoRecording)]
    public void A_step_of_many_numbers_stays_within_its_budget()
    {
        using var network = Sequential(Conv2d(3, 3, kernel_size: 1), new Adding(), AdaptiveAvgPool2d(1), Flatten());
        AssertStaysWithin(network, Options(Precision.Float32));
    }

    private static void AssertStaysWithin(Module<Tensor, Tensor> network, TrainingOptions options)
    {
        HeldMemory.Settled();
        using var step = new TrainingStep(network, options);
        var batch = new Mixup(0.7).Mix(randn(options.Batch, 3, Shape.Height, Shape.Width), zeros([options.Batch], dtype: ScalarType.Int64), new SplitMix64(3));
        var plan = step.StayWithin(new(step.StayWithin(new(long.MaxValue), batch).PeakBytes), batch);
        Assert.All(Enumerable.Range(0, Steps), _ =>
        {
            TorchExtras.Current.ResetPeakMemory(CPU);
            step.Take(batch);
            Assert.InRange(TorchExtras.Current.Memory(CPU)!.Value.PeakBytes, 0, plan.PeakBytes);
        });
        Assert.True(step.IsReplayed, step.Obstacle);
    }

    // The bytes of weights, statistics and random numbers after some steps.
    private static List<byte[]> Learnt(string body, Precision precision, bool anew)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = NetworkOf(body);
        using var step = new TrainingStep(network, Options(precision));
        for (var i = 0; i < Steps; i++)
        {
            if (anew) step.RecordAnew();
            step.Take(randn(Batch, 3, Shape.Height, Shape.Width), randint(0, 3, [Batch]));
        }

        Assert.True(anew || step.IsReplayed, step.Obstacle);
        return [TensorBytes.Of(network), TensorBytes.Of(get_rng_state())];
    }

    private static Module<Tensor, Tensor> NetworkOf(string body)
    {
        var network = Sequential(Conv2d(3, Shape.Channels, kernel_size: 1), Bodies[body](), AdaptiveAvgPool2d(1), Flatten(), Linear(Shape.Channels, 3));
        network.train();
        foreach (var segment in body == "recomputed subnets" ? network.modules().OfType<ISegmented>().SelectMany(module => module.Segments) : [])
            segment.IsRecomputed = true;
        return network;
    }

    private static TrainingOptions Options(Precision precision) => new(Epochs: 1, Batch: Batch, LearningRate: 0.05, Precision: precision);

    /// <summary>Moves statistics and draws.</summary>
    private sealed class Dropping : Module<Tensor, Tensor>, IRecordable
    {
        private readonly BatchNorm2d _norm;
        private readonly Conv2d _conv;
        private readonly Dropout _dropout = Dropout(0.25);

        private Dropping(StageInfo stage) : base(nameof(Dropping))
        {
            _norm = BatchNorm2d(stage.Input.Channels);
            _conv = Conv2d(stage.Input.Channels, stage.Channels, kernel_size: 3, padding: 1, bias: false);
            register_module("norm", _norm);
            register_module("conv", _conv);
            register_module("dropout", _dropout);
        }

        public static Dropping Create(StageInfo stage) => new(stage);

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return _dropout.call(_conv.call(_norm.call(input).relu())).MoveToOuterDisposeScope();
        }
    }

    private sealed class Adding() : Module<Tensor, Tensor>(nameof(Adding)), IRecordable
    {
        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return Enumerable.Range(0, 3000).Aggregate(input, (sum, number) => sum.add(0.001 * number)).MoveToOuterDisposeScope();
        }
    }
}
