using System.Globalization;
using System.Text.Json;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training.Memory;

namespace HoDsl.Runtime.Training;

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">How often every training image is seen.</param>
/// <param name="Batch">How many images one step of the optimizer sees.</param>
/// <param name="LearningRate">The learning rate that the schedule's factors multiply.</param>
/// <param name="Momentum">The momentum, at least 0 and less than 1; the decay of the first moment for AdamW.</param>
/// <param name="WeightDecay">The weight of half the parameters' squares in the loss; for AdamW, apart from the gradient.</param>
/// <param name="Schedule">How the learning rate changes; half a cosine wave where none is given.</param>
/// <param name="Seed">What the order of the images, their variations and the initial weights are drawn from.</param>
/// <param name="Precision">In which numbers the network computes.</param>
/// <param name="Augmentation">How training images are varied; not at all where nothing is given.</param>
/// <param name="Optimizer">How gradients become steps.</param>
/// <param name="Beta2">The decay of AdamW's second moment.</param>
/// <param name="Decay">Which parameters the weight decay is for.</param>
/// <param name="Clip">The greatest norm of the gradient, all parameters together; longer ones are shortened. Null for none.</param>
/// <param name="Accumulate">In how many parts a batch is computed: the gradients add up, the memory is that of one part.</param>
/// <param name="LabelSmoothing">The share of every label that is spread evenly over all classes. Source: arXiv 1512.00567.</param>
/// <param name="Mixup">The parameter of the Beta distribution by which pairs of images are mixed; 0 mixes none. Source: arXiv 1710.09412.</param>
/// <param name="Ema">The decay of the weights' moving average, which is tested and saved in their place; null for none.</param>
/// <param name="CheckpointEvery">After how many steps a checkpoint is written, beside those after each epoch; null for those only.</param>
/// <param name="OnDivergence">What becomes of a training whose loss is no longer finite.</param>
/// <param name="Memory">The most native memory that tensors may take: subnets are computed twice where their activations would exceed it. Null for no limit.</param>
public sealed record TrainingOptions(
    int Epochs,
    int Batch = 128,
    double LearningRate = 0.1,
    double Momentum = 0.9,
    double WeightDecay = 1e-4,
    Schedule? Schedule = null,
    long Seed = 1,
    Precision Precision = Precision.Float32,
    Augmentation? Augmentation = null,
    OptimizerKind Optimizer = OptimizerKind.Sgd,
    double Beta2 = 0.999,
    Decayed Decay = Decayed.All,
    double? Clip = null,
    int Accumulate = 1,
    double LabelSmoothing = 0,
    double Mixup = 0,
    double? Ema = null,
    int? CheckpointEvery = null,
    DivergencePolicy OnDivergence = DivergencePolicy.Stop,
    MemorySize? Memory = null)
{
    // Below, the distribution's draws underflow to 0; mixtures by it are none anyway.
    private const double LeastMixup = 0.001, MostMixup = 4;

    /// <summary>How the learning rate changes.</summary>
    public Schedule Schedule { get; init; } = Schedule ?? Schedule.Cosine;

    /// <summary>How training images are varied.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation ?? Augmentation.None;

    /// <summary>What is wrong with the options, a sentence each; nothing where all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (Epochs < 1) yield return $"The number of epochs is {Epochs}; it must be at least 1.";
        if (Batch < 1) yield return $"The batch has {Batch} images; it must have at least 1.";
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) yield return $"The learning rate is {Number(LearningRate)}; it must be greater than 0.";
        if (!(Momentum is >= 0 and < 1)) yield return $"The momentum is {Number(Momentum)}; it must be at least 0 and less than 1.";
        if (Optimizer == OptimizerKind.Nesterov && Momentum == 0) yield return "The momentum is 0; Nesterov's needs more.";
        if (!(Beta2 is >= 0 and < 1)) yield return $"AdamW's beta2 is {Number(Beta2)}; it must be at least 0 and less than 1.";
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) yield return $"The weight decay is {Number(WeightDecay)}; it must be at least 0.";
        if (Clip is { } clip && !(clip > 0)) yield return $"Gradients are clipped to the norm {Number(clip)}; it must be greater than 0.";
        if (Accumulate < 1 || Accumulate > Math.Max(Batch, 1)) yield return $"A batch of {Batch} images cannot be computed in {Accumulate} parts.";
        if (!(LabelSmoothing is >= 0 and < 1)) yield return $"The label smoothing is {Number(LabelSmoothing)}; it must be at least 0 and less than 1.";
        if (!(Mixup is 0 or >= LeastMixup and <= MostMixup)) yield return $"The parameter of mixup is {Number(Mixup)}; it must be 0, or between {Number(LeastMixup)} and {Number(MostMixup)}.";
        if (Ema is { } ema && !(ema is >= 0 and < 1)) yield return $"The decay of the average is {Number(ema)}; it must be at least 0 and less than 1.";
        if (CheckpointEvery < 1) yield return $"A checkpoint is wanted every {CheckpointEvery} steps; it must be at least 1.";
        foreach (var fault in Augmentation.Faults()) yield return fault;
    }

    /// <summary>Throws where an option is out of range.</summary>
    /// <exception cref="UserException">Names every fault.</exception>
    public void Validate()
    {
        var faults = string.Join(' ', Faults());
        if (faults.Length > 0) throw new UserException(faults);
    }

    /// <summary>All options as a JSON object, as <c>run.json</c> has them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonForms.Default.TrainingOptions);

    /// <summary>The names of the options that others have with other values, as <c>run.json</c> spells them.</summary>
    internal IEnumerable<string> DifferencesFrom(TrainingOptions others)
    {
        var (own, theirs) = (JsonSerializer.SerializeToElement(this, JsonForms.Default.TrainingOptions), JsonSerializer.SerializeToElement(others, JsonForms.Default.TrainingOptions));
        return own.EnumerateObject().Where(option => !JsonElement.DeepEquals(option.Value, theirs.GetProperty(option.Name))).Select(option => option.Name);
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
