using System.Diagnostics;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using TorchSharp.Modules;
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
    private readonly ForwardPass _pass;
    private readonly IProjected[] _projected;

    /// <summary>Makes a trainer of one network.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="UserException">An option is out of range.</exception>
    public Trainer(Module<Tensor, Tensor> network, TrainingOptions options)
    {
        options.Validate();
        (_network, _options, _pass) = (network, options, new ForwardPass(network, options.Precision));
        _projected = [.. network.modules().Prepend(network).OfType<IProjected>()];
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
        using var optimizer = optim.SGD(
            _network.parameters(), _options.LearningRate, momentum: _options.Momentum, weight_decay: _options.WeightDecay);

        var metrics = new List<EpochMetrics>();
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            var (score, time) = TrainEpoch(epoch, batches, optimizer, observer, stop);
            var test = Evaluation.Of(_pass, tests, stop);
            metrics.Add(new EpochMetrics(
                epoch, score.Loss, score.Accuracy, test.Loss, test.Accuracy, time.TotalSeconds, score.Images / time.TotalSeconds));
            observer?.OnEpoch(metrics[^1]);
        }

        return metrics;
    }

    private (Score Score, TimeSpan Time) TrainEpoch(
        int epoch, Batches batches, SGD optimizer, ITrainingObserver? observer, CancellationToken stop)
    {
        _network.train();
        var clock = Stopwatch.StartNew();
        var score = default(Score);
        long before = (long)(epoch - 1) * batches.Count, step = before;
        foreach (var (images, labels) in batches.Epoch(epoch))
        {
            SetLearningRate(optimizer, epochsDone: (double)step / batches.Count);
            score += Step(optimizer, images, labels);
            step++;
            if (!double.IsFinite(score.LossSum)) throw Diverged(step);
            observer?.OnStep(Progress(epoch, step, step - before, batches.Count, score, clock.Elapsed));
            stop.ThrowIfCancellationRequested();
        }

        return (score, clock.Elapsed);
    }

    private Score Step(SGD optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var logits = _pass.Logits(images);
        var loss = functional.cross_entropy(logits, labels);
        loss.backward();
        optimizer.step();
        foreach (var module in _projected) module.Project();
        var count = images.shape[0];
        return new Score(count, loss.item<float>() * count, Evaluation.Correct(logits, labels));
    }

    private void SetLearningRate(SGD optimizer, double epochsDone)
    {
        var rate = _options.LearningRate * _options.Schedule.Factor(epochsDone, _options.Epochs);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
    }

    private TrainingProgress Progress(int epoch, long step, long stepsOfEpoch, int stepsPerEpoch, Score score, TimeSpan time)
    {
        var steps = (long)_options.Epochs * stepsPerEpoch;
        return new TrainingProgress(epoch, step, steps, score, score.Images / time.TotalSeconds, time / stepsOfEpoch * (steps - step));
    }

    private UserException Diverged(long step) => new(
        $"The training diverged: the loss of step {step} is not a finite number; train with a learning rate below {_options.LearningRate}.");
}
