namespace TorchSharp.Modules;

/// <summary>The options of a group of parameters.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate of the next step; null for the optimizer's own.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate that schedules start from.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Takes over the options of another optimizer's group.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        LearningRate = source.LearningRate;
        InitialLearningRate = source.InitialLearningRate;
    }

    /// <summary>Takes the options that are left out from others.</summary>
    internal virtual void FillIn(OptimizerOptions source) => LearningRate ??= source.LearningRate;
}
