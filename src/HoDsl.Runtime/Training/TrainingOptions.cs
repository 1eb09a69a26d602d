using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Training;

/// <summary>How a network is trained: stochastic gradient descent with momentum and weight decay.</summary>
/// <param name="Epochs">How often every training image is seen.</param>
/// <param name="Batch">How many images one step of the optimizer sees.</param>
/// <param name="LearningRate">The initial learning rate.</param>
/// <param name="Momentum">The momentum, at least 0 and less than 1.</param>
/// <param name="WeightDecay">The factor of the weights that is added to their gradients.</param>
/// <param name="Schedule">How the learning rate changes; half a cosine wave where none is given.</param>
/// <param name="Seed">What the order of the images, their variations and the initial weights are drawn from.</param>
/// <param name="Precision">In which numbers the network computes.</param>
/// <param name="Augmentation">How training images are varied; not at all where nothing is given.</param>
public sealed record TrainingOptions(
    int Epochs,
    int Batch = 128,
    double LearningRate = 0.1,
    double Momentum = 0.9,
    double WeightDecay = 1e-4,
    Schedule? Schedule = null,
    long Seed = 1,
    Precision Precision = Precision.Float32,
    Augmentation? Augmentation = null)
{
    /// <summary>How the learning rate changes.</summary>
    public Schedule Schedule { get; init; } = Schedule ?? Schedule.Cosine;

    /// <summary>How training images are varied.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation ?? Augmentation.None;

    /// <summary>What is wrong with the options, a sentence each; nothing where all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (Epochs < 1) yield return $"The number of epochs is {Epochs}; it must be at least 1.";
        if (Batch < 1) yield return $"The batch has {Batch} images; it must have at least 1.";
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) yield return $"The learning rate is {LearningRate}; it must be greater than 0.";
        if (!(Momentum is >= 0 and < 1)) yield return $"The momentum is {Momentum}; it must be at least 0 and less than 1.";
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) yield return $"The weight decay is {WeightDecay}; it must be at least 0.";
        foreach (var fault in Augmentation.Faults()) yield return fault;
    }

    /// <summary>Throws where an option is out of range.</summary>
    /// <exception cref="UserException">Names every fault.</exception>
    public void Validate()
    {
        var faults = string.Join(' ', Faults());
        if (faults.Length > 0) throw new UserException(faults);
    }
}
