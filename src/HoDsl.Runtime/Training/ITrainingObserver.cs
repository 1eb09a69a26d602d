namespace HoDsl.Runtime.Training;

/// <summary>What wants to know how a training goes on: a progress bar, a log.</summary>
public interface ITrainingObserver
{
    /// <summary>When a training begins, or goes on after a stop.</summary>
    /// <param name="step">How many steps are done.</param>
    void OnBegin(long step)
    {
    }

    /// <summary>After each step of the optimizer.</summary>
    void OnStep(TrainingProgress progress)
    {
    }

    /// <summary>After each epoch, its test and its checkpoint.</summary>
    void OnEpoch(EpochMetrics metrics)
    {
    }

    /// <summary>When there is something to tell in a sentence: that a training goes on from a checkpoint, that one could not be used.</summary>
    void OnNotice(string sentence)
    {
    }
}
