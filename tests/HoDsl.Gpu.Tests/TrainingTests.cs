using HoDsl.Networks.Tests;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Gpu.Tests;

/// <summary>Training on a GPU is training on the processor, as far as rounding and random draws allow.</summary>
public sealed class TrainingTests : IDisposable
{
    private const int Batch = 12, Classes = 3;

    private static readonly NetworkCase Drawing = new("Drawn", null, "width 4");
    private static readonly NetworkCase Plain = new("HoResNet", "RK4", "layers 10, width 4");
    private static readonly TrainingOptions Options = new(Epochs: 1, Batch: Batch, LearningRate: 0.02);

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<TrainingOptions> Kinds =>
    [
        Options with { Optimizer = OptimizerKind.Nesterov, Decay = Decayed.Weights, LabelSmoothing = 0.1, Clip = 0.5, Accumulate = 5, Ema = 0.8 },
        Options with { Optimizer = OptimizerKind.AdamW, LearningRate = 1e-3, Clip = 0.5 },
    ];

    [GpuTheory, MemberData(nameof(Kinds))]
    public void Steps_with_all_options_leave_what_they_leave_on_the_processor(TrainingOptions options)
    {
        var (here, there) = (Weights(CPU, options), Weights(CUDA, options));
        Assert.Equal(here.Keys, there.Keys);
        foreach (var (name, weight) in here)
            Assert.True(weight.allclose(there[name], rtol: 0.01, atol: Gpu.IsReal ? 1e-2 : 1e-5), name);
    }

    [GpuFact]
    public void Images_and_labels_come_from_wherever_they_are()
    {
        foreach (var device in new[] { CPU, CUDA })
        {
            using var network = Made(Plain, device);
            using var step = new TrainingStep(network, Options with { LearningRate = 1e-9 });
            var (images, labels) = Images(seed: 1);
            var losses = new[] { (CPU, CPU), (CPU, CUDA), (CUDA, CPU), (CUDA, CUDA) }.Select(places => step.Take(images.to(places.Item1), labels.to(places.Item2)).Loss).ToList();
            Assert.All(losses, loss => Assert.Equal(losses[0], loss, 1e-3));
        }
    }

    [GpuFact(WithPackages.NoAutocast)]
    public void Steps_in_half_precision_that_overflow_are_left_out_until_the_factor_fits()
    {
        using var network = Made(Plain, CUDA);
        using var step = new TrainingStep(network, Options with { Precision = Precision.Float16 });
        // The gradients that come out of a head so large exceed what half precision counts, by a factor of about a hundred.
        using (no_grad())
            network.parameters().Last(parameter => parameter.ndim == 2).mul_(1000);
        var (images, labels) = Images(seed: 1);
        var before = Bytes(network);
        var leftOut = 0;
        for (; Bytes(network).SequenceEqual(before); leftOut++)
        {
            Assert.InRange(leftOut, 0, 20);
            Assert.True(double.IsFinite(step.Take(images, labels).Loss));
        }

        Assert.InRange(leftOut - 1, 2, 15);
    }

    [GpuFact(WithPackages.NoBytes)]
    public void Steps_hold_the_bytes_of_the_GPU_flat()
    {
        using var network = Made(Plain, CUDA);
        using var step = new TrainingStep(network, Options with { Precision = Precision.Float16, Ema = 0.9, Accumulate = 2 });
        var (images, labels) = Images(seed: 1);
        long Held()
        {
            step.Take(images, labels);
            return Gpu.Bytes;
        }

        for (var i = 0; i < 20; i++) Held();
        Assert.Single(Enumerable.Range(0, 100).Select(_ => Held()).Distinct());
    }

    [CudaFact]
    public void Steps_stay_within_a_budget_of_the_memory_of_the_GPU()
    {
        using var network = Made(new("HoResNet", "Euler", "layers 18, width 8"), CUDA);
        using var step = new TrainingStep(network, Options with { Batch = 64 });
        var (images, labels) = (randn([64, 3, 8, 8], device: CUDA), zeros([64], ScalarType.Int64, CUDA));
        long Peak()
        {
            TorchExtras.Current.ResetPeakMemory(CUDA);
            step.Take(images, labels);
            return TorchExtras.Current.Memory(CUDA)!.Value.PeakBytes;
        }

        Peak();
        var least = step.StayWithin(new(long.MaxValue), images, labels);
        for (var plan = least; plan.ComputedTwice < 4; plan = step.StayWithin(new(plan.PeakBytes - 1), images, labels))
            Assert.All(Enumerable.Range(0, 3), _ => Assert.InRange(Peak(), 0, plan.PeakBytes));
    }

    [CudaFact]
    public void What_the_optimizer_takes_of_it_is_in_the_budget()
    {
        using var network = nn.Sequential(nn.Flatten(), nn.Linear(192, 3000), nn.ReLU(), nn.Linear(3000, 900), nn.ReLU(), nn.Linear(900, 3)).to(CUDA);
        using var step = new TrainingStep(network, Options with { Optimizer = OptimizerKind.Nesterov, Clip = 0.1, Ema = 0.9, Precision = Precision.Float16 });
        var (images, labels) = (randn([Batch, 3, 8, 8], device: CUDA), zeros([Batch], ScalarType.Int64, CUDA));
        var plan = step.StayWithin(new(long.MaxValue), images, labels);
        Assert.All(Enumerable.Range(0, 4), _ =>
        {
            TorchExtras.Current.ResetPeakMemory(CUDA);
            step.Take(images, labels);
            Assert.InRange(TorchExtras.Current.Memory(CUDA)!.Value.PeakBytes, 0, plan.PeakBytes);
        });
    }

    /// <summary>After the capture, after replays, after one of other inputs, and where somebody else has given the gradients up: each time they are those of the work.</summary>
    [CudaFact]
    public void Work_that_is_captured_gives_leaves_their_gradients_anew()
    {
        using var network = Made(Plain, CUDA);
        Tensor[] Pass(Tensor[] batch)
        {
            using var scope = NewDisposeScope();
            network.zero_grad();
            var loss = nn.functional.cross_entropy(network.call(batch[0]), batch[1]);
            loss.backward();
            return [loss.detach().MoveToOuterDisposeScope()];
        }

        Tensor[][] batches = [.. new[] { 12, 12, 5, 12 }.Select(count => new[] { randn([count, 3, 8, 8], device: CUDA), randint(0, Classes, [count], device: CUDA) })];
        var asked = batches.Select(batch => Gradients(() => Pass(batch))).ToList();
        IGraph? graph = null;
        AssertNear(asked[0], Gradients(() => graph = TorchExtras.Current.Capture(CUDA, Pass, batches[0], out _)));
        foreach (var (batch, expected) in batches.Zip(asked))
        {
            network.zero_grad();
            AssertNear(expected, Gradients(() => graph!.Replay(batch)));
        }

        graph!.Dispose();

        List<Tensor> Gradients(Action act)
        {
            act();
            return [.. network.parameters().Select(parameter => parameter.grad!.cpu().clone())];
        }

        static void AssertNear(List<Tensor> expected, List<Tensor> gradients) =>
            Assert.All(expected.Zip(gradients), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 1e-3, atol: 1e-4)));
    }

    /// <summary>The network draws on the GPU, whose generator a checkpoint keeps.</summary>
    [GpuFact(WithPackages.NoGenerators)]
    public void A_training_that_draws_there_goes_on_as_if_it_had_never_stopped()
    {
        var options = Options with { Epochs = 2, CheckpointEvery = 1, Precision = Precision.Float16, Mixup = 0.5 };
        var whole = Trained(Run("whole", options), options, seed: 1);
        var stopped = Run("stopped", options);
        using (var stop = new CancellationTokenSource())
        {
            var heard = new Listener { AtStep = step => { if (step == 3) stop.Cancel(); } };
            using var network = Made(Drawing, CUDA);
            Assert.Throws<OperationCanceledException>(() => new Trainer(network, options).Train(Data, stopped, heard, stop.Token));
        }

        var resumed = Trained(RunFolder.Open(stopped.Path), options, seed: 9);
        Assert.All(whole.Zip(resumed), pair => Assert.True(pair.First.allclose(pair.Second, rtol: Gpu.IsReal ? 0.05 : 0, atol: Gpu.IsReal ? 0.01 : 0)));
    }

    private static Runtime.Data.DataSet Data => RandomImages.Set(training: 48);

    private RunFolder Run(string name, TrainingOptions options)
    {
        using var network = Made(Drawing, CUDA);
        return RunFolder.Create(_folder[name], RunDescription.Of(new Recipe(new NetworkChoice("drawn"), "noise", options), Data, network));
    }

    private static List<Tensor> Trained(RunFolder run, TrainingOptions options, long seed)
    {
        using var network = Made(Drawing, CUDA, seed);
        new Trainer(network, options).Train(Data, run);
        return [.. network.state_dict().Values.Select(tensor => tensor.cpu().clone())];
    }

    private static Dictionary<string, Tensor> Weights(Device device, TrainingOptions options)
    {
        using var network = Made(Plain, device);
        using var step = new TrainingStep(network, options);
        for (var seed = 1; seed <= 4; seed++)
        {
            var (images, labels) = Images(seed);
            step.Take(images, labels);
        }

        using (step.AveragedWeights())
            return network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.cpu().clone());
    }

    private static byte[] Bytes(Network network) => [.. network.parameters().SelectMany(parameter => parameter.detach().cpu().contiguous().bytes.ToArray())];

    private static Network Made(NetworkCase @case, Device device, long seed = 1)
    {
        manual_seed(seed);
        var network = @case.Make(RandomImages.Shape, Classes);
        network.to(device);
        network.train();
        return network;
    }

    private static (Tensor Images, Tensor Labels) Images(long seed)
    {
        manual_seed(seed);
        return (randn(Batch, RandomImages.Shape.Channels, RandomImages.Shape.Height, RandomImages.Shape.Width), randint(0, Classes, [Batch]));
    }
}
