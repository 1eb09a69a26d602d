using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Support;

/// <summary>Keeps all that an observer hears.</summary>
internal sealed class Listener : ITrainingObserver
{
    public List<TrainingProgress> Steps { get; } = [];

    public List<EpochMetrics> Epochs { get; } = [];

    public List<string> Notices { get; } = [];

    public Action<long> AtStep { get; init; } = _ => { };

    public void OnStep(TrainingProgress progress)
    {
        Steps.Add(progress);
        AtStep(progress.Step);
    }

    public void OnEpoch(EpochMetrics metrics) => Epochs.Add(metrics);

    public void OnNotice(string sentence) => Notices.Add(sentence);
}
