using System.Diagnostics;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training.Memory;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>A training under way: epochs of steps, each epoch with its test, and the checkpoints between.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private const int TestBatch = 500;

    private readonly TrainingOptions _options;
    private readonly RunFolder? _run;
    private readonly ITrainingObserver _observer;
    private readonly CancellationToken _stop;
    private readonly Batches _batches;
    private readonly Batches _tests;
    private readonly TrainingStep _step;
    private readonly Mixup _mixup;
    private readonly LossWatch _watch;
    private readonly List<EpochMetrics> _history = [];
    private readonly Stopwatch _clock = new();

    private int _epoch = 1;
    private int _stepsOfEpoch;
    private Score _score;
    private double _secondsBefore;

    public TrainingLoop(
        Module<Tensor, Tensor> network, TrainingOptions options, DataSet data, RunFolder? run, ITrainingObserver observer, CancellationToken stop)
    {
        (_options, _run, _observer, _stop) = (options, run, observer, stop);
        var statistics = data.Training.Statistics;
        _batches = Batches.ForTraining(data.Training, statistics, options.Batch, options.Augmentation, options.Seed);
        _tests = Batches.ForEvaluation(data.Judged, statistics, options.Memory is null ? TestBatch : Math.Min(TestBatch, ((options.Batch - 1) / options.Accumulate) + 1));
        _step = new TrainingStep(network, options);
        _mixup = new Mixup(options.Mixup);
        _watch = new LossWatch(options, data.JudgedBy, () => run?.Checkpoints.Last);
    }

    private long StepsBefore => (long)(_epoch - 1) * _batches.Count;

    private long Steps => StepsBefore + _stepsOfEpoch;

    private double Seconds => _secondsBefore + _clock.Elapsed.TotalSeconds;

    private double LearningRate => _options.LearningRate * _options.Schedule.Factor((double)Steps / _batches.Count, _options.Epochs);

    /// <summary>Trains from where the run stands to the end.</summary>
    /// <param name="plan">What was decided before of what is stored; null where that is to be decided now.</param>
    public IReadOnlyList<EpochMetrics> Run(MemoryPlan? plan)
    {
        CheckImageAlone();
        Begin();
        _observer.OnBegin(Steps);
        if ((plan ?? Plan()) is { } decided) _observer.OnNotice($"{decided}");
        try
        {
            while (_epoch <= _options.Epochs)
            {
                Learn();
                Judge();
            }
        }
        catch (OperationCanceledException)
        {
            SaveAll();
            throw;
        }

        return _history;
    }

    /// <inheritdoc/>
    public void Dispose() => _step.Dispose();

    private void Begin()
    {
        if (_run is null) return;
        using var scope = NewDisposeScope();
        if (_run.Checkpoints.Newest(_observer.OnNotice, (file, found) => TrainingState.CheckFit(file, found, _step)) is var (_, checkpoint))
        {
            TrainingState.Restore(checkpoint, _step);
            Stand(checkpoint.Position);
            _observer.OnNotice($"Going on after step {Steps} of {(long)_options.Epochs * _batches.Count}.");
            _run.Rewrite(_history);
        }
        else if (_run.HasResults)
        {
            throw new UserException($"{_run.Path} has results but no checkpoint to go on from: put its folder checkpoints back, or train anew in another folder.");
        }
        else
        {
            SaveCheckpoint();
        }
    }

    /// <summary>Makes sure that the network learns from an image alone, where a step or a part of one leaves an image alone: batch norm may not.</summary>
    /// <exception cref="UserException">It does not.</exception>
    public void CheckImageAlone()
    {
        if (!_batches.Sizes.Any(size => size / Math.Min(size, _options.Accumulate) == 1)) return;
        using var scope = NewDisposeScope();
        var (images, labels) = _batches.Blank(1);
        _step.Pass.Network.train();
        _step.Rehearse(new LearningBatch(images, labels));
    }

    /// <summary>Decides what is stored for the backward pass, so that steps stay within the budget of memory; null where there is none.</summary>
    public MemoryPlan? Plan()
    {
        if (_options.Memory is not { } budget) return null;
        using var scope = NewDisposeScope();
        var (images, labels) = _batches.Blank(_batches.Sizes.Max());
        var batch = _mixup.Mix(images, labels, _batches.DrawsOf(1, 0));
        _step.Pass.Network.train();
        return _step.StayWithin(budget, batch);
    }

    private void Learn()
    {
        _step.Pass.Network.train();
        _clock.Restart();
        foreach (var (images, labels) in _batches.Epoch(_epoch, _stepsOfEpoch))
        {
            TakeStep(images, labels);
            if (_options.CheckpointEvery is { } every && Steps % every == 0) SaveCheckpoint();
            _stop.ThrowIfCancellationRequested();
        }

        _clock.Stop();
    }

    private void TakeStep(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var rate = _step.LearningRate = LearningRate;
        var score = _step.Take(_mixup.Mix(images, labels, _batches.DrawsOf(_epoch, _stepsOfEpoch)));
        _score += score;
        _stepsOfEpoch++;
        _watch.Add(score.Loss, Steps);
        _observer.OnStep(Progress(score.Loss, rate));
    }

    private void Judge()
    {
        CheckWeights();
        var metrics = Test();
        _history.Add(metrics);
        (_epoch, _stepsOfEpoch, _score, _secondsBefore) = (_epoch + 1, 0, default, 0);
        _clock.Reset();
        SaveCheckpoint();
        _run?.Append(metrics);
        _observer.OnEpoch(metrics);
    }

    // With the averaged weights, where there are any: those are what the run is for.
    private EpochMetrics Test()
    {
        using var averaged = _step.AveragedWeights();
        var test = Evaluation.Of(_step.Pass, _tests, _stop);
        _watch.AddTest(test.Loss, Steps);
        var learnt = LearntNumbers.Of(_step.Pass.Network);
        var metrics = new EpochMetrics(
            _epoch, _score.Loss, _score.Accuracy, test.Loss, test.Accuracy, Seconds, _score.Images / Seconds, learnt.Count > 0 ? learnt : null);
        _run?.Save(_step.Pass.Network, best: _history.All(before => before.TestAcc < metrics.TestAcc));
        return metrics;
    }

    private TrainingProgress Progress(double loss, double rate)
    {
        var steps = (long)_options.Epochs * _batches.Count;
        return new TrainingProgress(
            _epoch, Steps, steps, loss, rate, _score, _score.Images / Seconds, TrainingProgress.TimeOf(steps - Steps, Seconds / _stepsOfEpoch));
    }

    private void SaveAll()
    {
        if (_run is null) return;
        SaveCheckpoint();
        using var averaged = _step.AveragedWeights();
        _run.Save(_step.Pass.Network);
    }

    private void SaveCheckpoint()
    {
        if (_run is null) return;
        CheckWeights();
        using var scope = NewDisposeScope();
        _run.Checkpoints.Save(Steps, new Checkpoint(Position(), TrainingState.Tensors(_step)));
    }

    // A step that has spoilt the weights shows in the loss of the next one only: what is saved must not be spoilt.
    private void CheckWeights()
    {
        if (!TrainingState.IsFinite(_step)) _watch.Spoilt(Steps);
    }

    private TrainingPosition Position() => new(
        _epoch, _stepsOfEpoch, _score, Seconds, _watch.Losses, _step.Scale.State.Factor, _step.Scale.State.GoodSteps, _history);

    private void Stand(TrainingPosition at)
    {
        (_epoch, _stepsOfEpoch, _score, _secondsBefore) = (at.Epoch, at.StepsOfEpoch, at.Score, at.Seconds);
        _watch.Restore(at.Losses);
        _history.AddRange(at.History);
    }
}
