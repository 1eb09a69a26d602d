using System.Globalization;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Reports;

/// <summary>Writes what a training shows as a TensorBoard event file: losses, rates and accuracies as curves over the steps.</summary>
/// <remarks>Each start of a training makes a file of its own; TensorBoard drops what an earlier file has from that step on.</remarks>
public sealed class TensorBoardLog : ITrainingObserver, IDisposable
{
    private readonly string _folder;
    private readonly string _judgedBy;
    private string _path = "";
    private FileStream? _file;
    private long _step;

    /// <summary>A log in a folder, in which a file begins with the training: one that is refused leaves none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="judgedBy">What the curves of the images are called that the network is judged by after an epoch: <c>test</c> or <c>validation</c>.</param>
    public TensorBoardLog(string folder, string judgedBy = "test") => (_folder, _judgedBy) = (folder, judgedBy);

    /// <inheritdoc/>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public void OnBegin(long step)
    {
        var now = DateTimeOffset.UtcNow;
        _path = Path.Combine(_folder, string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{now.ToUnixTimeSeconds()}.{now.Millisecond:D3}.{Environment.ProcessId}"));
        _file = FileFaults.Writing(_path, () => new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16));
        _step = step;
        Write(Event.Version(now));
        Write(Event.Start(now, step + 1));
    }

    /// <inheritdoc/>
    public void OnStep(TrainingProgress progress)
    {
        _step = progress.Step;
        Write(Event.Scalars(DateTimeOffset.UtcNow, progress.Step, ("step/loss", progress.Loss), ("step/learning rate", progress.LearningRate)));
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
        var learnt = metrics.Learnt?.Select(number => ($"learnt/{number.Key}", number.Value)) ?? [];
        Write(Event.Scalars(DateTimeOffset.UtcNow, _step,
        [
            ("train/loss", metrics.TrainLoss), ("train/accuracy", metrics.TrainAcc),
            ($"{_judgedBy}/loss", metrics.TestLoss), ($"{_judgedBy}/accuracy", metrics.TestAcc),
            ("speed/images per second", metrics.ImagesPerSecond), .. learnt,
        ]));
        Writing(_file!.Flush);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file is { } file) Writing(file.Dispose);
    }

    private void Write(byte[] message) => Writing(() => EventRecord.Write(_file!, message));

    private void Writing(Action write) => FileFaults.Writing(_path, write);
}
