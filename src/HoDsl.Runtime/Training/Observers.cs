namespace HoDsl.Runtime.Training;

/// <summary>Several observers as one, told in order.</summary>
public sealed class Observers(params IReadOnlyList<ITrainingObserver> observers) : ITrainingObserver
{
    /// <inheritdoc/>
    public void OnBegin(long step)
    {
        foreach (var observer in observers) observer.OnBegin(step);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingProgress progress)
    {
        foreach (var observer in observers) observer.OnStep(progress);
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        foreach (var observer in observers) observer.OnEpoch(metrics);
    }

    /// <inheritdoc/>
    public void OnNotice(string sentence)
    {
        foreach (var observer in observers) observer.OnNotice(sentence);
    }
}
