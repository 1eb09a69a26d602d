using System.Diagnostics;
using HoDsl.Networks;
using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Cli.Benching;

/// <summary>The network as it is built and trained here.</summary>
internal sealed class OwnContestant : IProfiled, IDisposable
{
    private const int Classes = 10;

    private readonly BenchCase _case;
    private readonly Device _device;
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly TrainingStep _step;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    /// <summary>Makes the network of a case.</summary>
    /// <param name="benchCase">The case.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    public OwnContestant(BenchCase benchCase, Device? device = null)
    {
        (_case, _device) = (benchCase, device ?? CPU);
        manual_seed(1);
        var parameters = new Dictionary<string, int> { ["layers"] = benchCase.Layers, ["width"] = benchCase.Width };
        _network = HoResNet.Handle.Create(new(new MapShape(3, 32, 32), Classes, parameters, Catalogue.Find(benchCase.Scheme)));
        _network.to(_device);
        _network.train(benchCase.Trains);
        _step = new TrainingStep(_network, new TrainingOptions(Epochs: 1, Batch: benchCase.Batch, LearningRate: 1e-3, Precision: benchCase.Precision));
        using var scope = NewDisposeScope();
        _images = randn(benchCase.Batch, 3, 32, 32).to(_device).DetachFromDisposeScope();
        _labels = randint(0, Classes, [benchCase.Batch]).to(_device).DetachFromDisposeScope();
    }

    /// <summary>The most bytes of native memory that one step holds at once, weights and batch included; null where nobody counts them.</summary>
    public long? PeakBytes()
    {
        var held = TorchExtras.Current.Memory(_device)?.Bytes;
        TorchExtras.Current.ResetPeakMemory(_device);
        Step();
        return TorchExtras.Current.Memory(_device)?.PeakBytes - held + OwnBytes();
    }

    /// <summary>Has the steps from now on hold no more native memory than a budget.</summary>
    public MemoryPlan StayWithin(MemorySize budget) => _step.StayWithin(budget, _images, _labels);

    /// <summary>The same network, of which only the forward pass of a step is taken.</summary>
    public IContestant ForwardOnly() => new Forward(this);

    /// <inheritdoc/>
    public double Step()
    {
        var clock = Stopwatch.StartNew();
        if (_case.Trains)
            _step.Take(_images, _labels);
        else
            Infer();
        return clock.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OperatorTime> Profile() =>
        TorchExtras.Current.Profile(() => Step()) ?? throw new UserException("The TorchSharp packages cannot tell what operators take; build with -p:TorchBackend=system for --profile.");

    /// <inheritdoc/>
    public void Dispose()
    {
        _step.Dispose();
        _network.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }

    private void Infer()
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        _step.Pass.Logits(_images).sum().item<float>();
    }

    // Each weight with its gradient and momentum.
    private long OwnBytes() => 3 * _network.parameters().Sum(parameter => parameter.numel() * sizeof(float));

    /// <summary>What a step begins with, and recomputation repeats.</summary>
    private sealed class Forward(OwnContestant whole) : IContestant
    {
        public double Step()
        {
            var clock = Stopwatch.StartNew();
            using var scope = NewDisposeScope();
            // A GPU has done it when its numbers are there.
            whole._step.Pass.Logits(whole._images).sum().item<float>();
            return clock.Elapsed.TotalSeconds;
        }
    }
}
