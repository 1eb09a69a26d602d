using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Gradients;
using HoDsl.Runtime.Training.Memory;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>One step of an optimizer on the loss of a classifier.</summary>
/// <remarks>
/// The learning rate stays as it is set. Epochs, batches, schedule, augmentation, mixup, memory, checkpoints and divergence are
/// matters of the <see cref="Trainer"/>: these options change nothing here.
/// </remarks>
public sealed class TrainingStep : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly OptimizerHelper _optimizer;
    private readonly Parameter[] _parameters;
    private readonly IProjected[] _projected;
    private readonly ClassLoss _loss;
    private readonly RecordedPasses _passes;

    /// <summary>Prepares the steps of one network.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="options">How the steps are taken.</param>
    /// <exception cref="UserException">An option is out of range, or the network's device does not compute in that precision.</exception>
    public TrainingStep(Module<Tensor, Tensor> network, TrainingOptions options)
        : this(network, options, new LossScale(options.Precision == Precision.Float16))
    {
    }

    internal TrainingStep(Module<Tensor, Tensor> network, TrainingOptions options, LossScale scale)
    {
        options.Validate();
        Pass = new ForwardPass(network, options.Precision);
        _options = options;
        _optimizer = Optimizers.Of(network, options);
        Memory = new OptimizerMemory(_optimizer, Optimizers.Parameters(network, options));
        Average = options.Ema is { } decay ? new WeightAverage(network, decay) : null;
        Scale = scale;
        _parameters = [.. network.parameters()];
        Finite = [.. network.state_dict().Values.Where(tensor => tensor is Parameter || Finiteness.Of([tensor]))];
        _projected = [.. network.modules().Prepend(network).OfType<IProjected>()];
        _loss = new ClassLoss(options.LabelSmoothing);
        _passes = new RecordedPasses(network, Pass.Device, tensors => LearnInParts(LearningBatch.Of(tensors)));
    }

    /// <summary>The learning rate of the steps from now on.</summary>
    public double LearningRate
    {
        get => _optimizer.ParamGroups.First().LearningRate;
        set
        {
            foreach (var group in _optimizer.ParamGroups) group.LearningRate = value;
        }
    }

    /// <summary>How the network is run.</summary>
    public ForwardPass Pass { get; }

    internal OptimizerMemory Memory { get; }

    internal WeightAverage? Average { get; }

    internal LossScale Scale { get; }

    /// <summary>The weights and statistics that a training must leave finite: a mask may hold infinities of its own.</summary>
    internal IReadOnlyList<Tensor> Finite { get; }

    /// <summary>Moves the weights by one batch; learnt numbers stay within their ranges.</summary>
    /// <returns>What the network, as it was before the step, makes of the batch.</returns>
    public Score Take(Tensor images, Tensor labels) => Take(new LearningBatch(images, labels));

    /// <summary>Puts the averaged weights and statistics into the network until what is returned is disposed: to test or to save them between steps.</summary>
    /// <returns>What takes them out again; null where nothing is averaged (<see cref="TrainingOptions.Ema"/>).</returns>
    public IDisposable? AveragedWeights() => Average?.InPlace();

    /// <summary>Has the steps from now on hold no more native memory than a budget: subnets are computed twice where their activations would exceed it.</summary>
    /// <param name="budget">The most that all tensors of the process may take.</param>
    /// <param name="images">A batch of the size of those that will come; what is in it does not matter.</param>
    /// <param name="labels">Its labels.</param>
    /// <exception cref="UserException">The budget cannot be held, or memory is not counted.</exception>
    public MemoryPlan StayWithin(MemorySize budget, Tensor images, Tensor labels) => StayWithin(budget, new LearningBatch(images, labels));

    internal MemoryPlan StayWithin(MemorySize budget, LearningBatch batch)
    {
        RecordAnew();
        return MemoryPlanner.Make(Pass.Network, Pass.Device, budget, () => Rehearse(batch));
    }

    /// <summary>Has the next steps ask the network for its operators again. On the processor steps are replayed, which notice modules' modes, norms' and dropout's settings, hooks and frozen parameters, and nothing else that is changed between them.</summary>
    public void RecordAnew() => _passes.Forget();

    /// <summary>Whether the passes of the next step are replayed, if its batch has the shape of those before.</summary>
    public bool IsReplayed => _passes.AreReplayed;

    /// <summary>What keeps steps from being replayed, as "reads the numbers of a tensor"; null where nothing does, or none of two equal ones has tried yet.</summary>
    public string? Obstacle => _passes.Obstacle;

    internal Score Take(LearningBatch batch)
    {
        using var scope = NewDisposeScope();
        var here = batch.To(Pass.Device);
        var learnt = _passes.Of(here.Tensors);
        // A GPU is given the optimizer's work before anybody waits for its numbers.
        if (Scale.Unscale(_parameters)) Move();
        var score = default(Score);
        foreach (var (place, images) in here.PartSizes(_options.Accumulate).Index())
            score += new Score(images, learnt[2 * place].item<float>() * images, learnt[(2 * place) + 1].item<long>());
        return score;
    }

    /// <summary>Goes forward and backward as a step does, and leaves everything as it was but what the memory figures say.</summary>
    internal void Rehearse(LearningBatch batch)
    {
        using var scope = NewDisposeScope();
        using var buffers = new KeptBuffers(Pass.Network);
        using var random = RandomState.Now(Pass.Device);
        // Later steps will find what the optimizer remembers.
        using var momenta = empty([Memory.MissingBytes(_options)], dtype: ScalarType.Byte, device: Pass.Device);
        LearnInParts(batch.To(Pass.Device));
        empty([Memory.PassingBytes(_options)], dtype: ScalarType.Byte, device: Pass.Device).Dispose();
        Pass.Network.zero_grad();
        random.Restore();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _passes.Dispose();
        _optimizer.Dispose();
        Average?.Dispose();
    }

    // Puts the gradient of a batch in place of those before. Gives of each part its mean loss, and how many of its images are given their label.
    private Tensor[] LearnInParts(LearningBatch batch)
    {
        Pass.Network.zero_grad();
        return [.. batch.Parts(_options.Accumulate).SelectMany(part => Learn(part, batch.Count))];
    }

    // Adds the gradient of a part to that of the batch: its mean loss counts by its share of the images.
    private Tensor[] Learn(LearningBatch part, long whole)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(part);
        var loss = _loss.Of(logits, part);
        Scale.Scale(part.Count == whole ? loss : loss.mul((double)part.Count / whole)).backward();
        return [loss.detach().MoveToOuterDisposeScope(), Evaluation.Hits(logits, part.Labels).MoveToOuterDisposeScope()];
    }

    private Tensor Logits(LearningBatch part)
    {
        try
        {
            return Pass.Logits(part.Images);
        }
        catch (ArgumentException fault) when (part.Count == 1)
        {
            throw new UserException($"A step cannot be taken on an image alone: {fault.Message} Choose a batch, or parts of it, that leave no image alone.", fault);
        }
    }

    private void Move()
    {
        if (_options.Clip is { } greatest) GradientNorm.Clip(_parameters, greatest);
        _optimizer.step();
        foreach (var module in _projected) module.Project();
        Average?.Update();
    }
}
