using System.Diagnostics;
using HoDsl.Runtime.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>Trains a classifier of images by stochastic gradient descent on the cross entropy.</summary>
/// <remarks>
/// What comes out depends on the network's initial weights, the options and the images alone: a run on the CPU
/// repeats bit for bit with the same build, processor and number of threads. Native memory stays flat.
/// </remarks>
public sealed class Trainer
{
    private const int TestBatch = 500;

    private readonly Module<Tensor, Tensor> _network;
    private readonly TrainingOptions _options;

    /// <summary>Makes a trainer of one network.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="UserException">An option is out of range.</exception>
    public Trainer(Module<Tensor, Tensor> network, TrainingOptions options)
    {
        options.Validate();
        (_network, _options) = (network, options);
    }

    /// <summary>Trains the network and tests it after each epoch.</summary>
    /// <param name="data">The images to learn from and those to test with.</param>
    /// <param name="observer">Told of each step and each epoch.</param>
    /// <param name="stop">Ends the training after the step under way; the network keeps what it has learnt.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    /// <exception cref="UserException">The loss is no longer a finite number.</exception>
    public IReadOnlyList<EpochMetrics> Train(DataSet data, ITrainingObserver? observer = null, CancellationToken stop = default)
    {
        var statistics = data.Training.Statistics;
        var batches = Batches.ForTraining(data.Training, statistics, _options.Batch, _options.Augmentation, _options.Seed);
        var tests = Batches.ForEvaluation(data.Test, statistics, TestBatch);
        using var training = new TrainingStep(_network, _options);
        var metrics = new List<EpochMetrics>();
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            var (score, time) = TrainEpoch(epoch, batches, training, observer, stop);
            var test = Evaluation.Of(training.Pass, tests, stop);
            metrics.Add(new EpochMetrics(
                epoch, score.Loss, score.Accuracy, test.Loss, test.Accuracy, time.TotalSeconds, score.Images / time.TotalSeconds));
            observer?.OnEpoch(metrics[^1]);
        }

        return metrics;
    }

    private (Score Score, TimeSpan Time) TrainEpoch(
        int epoch, Batches batches, TrainingStep training, ITrainingObserver? observer, CancellationToken stop)
    {
        _network.train();
        var clock = Stopwatch.StartNew();
        var score = default(Score);
        long before = (long)(epoch - 1) * batches.Count, step = before;
        foreach (var (images, labels) in batches.Epoch(epoch))
        {
            training.LearningRate = LearningRate(epochsDone: (double)step / batches.Count);
            score += training.Take(images, labels);
            step++;
            if (!double.IsFinite(score.LossSum)) throw Diverged(step);
            observer?.OnStep(Progress(epoch, step, step - before, batches.Count, score, clock.Elapsed));
            stop.ThrowIfCancellationRequested();
        }

        return (score, clock.Elapsed);
    }

    private double LearningRate(double epochsDone) => _options.LearningRate * _options.Schedule.Factor(epochsDone, _options.Epochs);

    private TrainingProgress Progress(int epoch, long step, long stepsOfEpoch, int stepsPerEpoch, Score score, TimeSpan time)
    {
        var steps = (long)_options.Epochs * stepsPerEpoch;
        return new TrainingProgress(epoch, step, steps, score, score.Images / time.TotalSeconds, time / stepsOfEpoch * (steps - step));
    }

    private UserException Diverged(long step) => new(
        $"The training diverged: the loss of step {step} is not a finite number; train with a learning rate below {_options.LearningRate}.");
}
