using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Reports;
using HoDsl.Runtime.Training.Memory;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>Trains a classifier of images by gradient descent on the cross entropy.</summary>
/// <remarks>
/// What comes out depends on the network's initial weights, the options and the images alone: a run on the CPU
/// repeats bit for bit with the same build, processor and number of threads. Native memory stays flat.
/// </remarks>
public sealed class Trainer
{
    private readonly Module<Tensor, Tensor> _network;
    private readonly TrainingOptions _options;
    private MemoryPlan? _plan;

    /// <summary>Makes a trainer of one network.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="UserException">An option is out of range.</exception>
    public Trainer(Module<Tensor, Tensor> network, TrainingOptions options)
    {
        options.Validate();
        (_network, _options) = (network, options);
    }

    /// <summary>Finds out what would stand in the way later: an image alone that the network cannot learn from, a budget of memory that does not suffice. Who does not ask is told when the training begins.</summary>
    /// <param name="data">The images to learn from and those to test with.</param>
    /// <exception cref="UserException">Something does, or there is a budget and memory is not counted.</exception>
    public void Prepare(DataSet data)
    {
        using var loop = new TrainingLoop(_network, _options, data, run: null, new Observers(), CancellationToken.None);
        loop.CheckImageAlone();
        _plan = loop.Plan();
    }

    /// <summary>Trains the network and tests it after each epoch.</summary>
    /// <param name="data">The images to learn from and those to test with.</param>
    /// <param name="observer">Told of each step and each epoch.</param>
    /// <param name="stop">Ends the training after the step under way; the network keeps what it has learnt.</param>
    /// <returns>The metrics of each epoch.</returns>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    /// <exception cref="DivergenceException">The loss is no longer a finite number.</exception>
    public IReadOnlyList<EpochMetrics> Train(DataSet data, ITrainingObserver? observer = null, CancellationToken stop = default)
    {
        using var loop = new TrainingLoop(_network, _options, data, run: null, observer ?? new Observers(), stop);
        return loop.Run(_plan);
    }

    /// <summary>The same, with weights, metrics and checkpoints written to a run folder. Where the folder has checkpoints, it goes on from the newest.</summary>
    /// <remarks>A training that was stopped, or killed at any moment, and goes on ends with the same weights, bit for bit, as one that never stopped.</remarks>
    /// <param name="data">The images to learn from and those to test with.</param>
    /// <param name="run">The folder of the run.</param>
    /// <param name="observer">Told of each step and each epoch.</param>
    /// <param name="stop">Ends the training after the step under way, with a checkpoint.</param>
    /// <returns>The metrics of each epoch, those from before a stop included.</returns>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    /// <exception cref="DivergenceException">The loss is no longer a finite number.</exception>
    /// <exception cref="UserException">A file cannot be written, the checkpoints cannot be used, or the images or the options are not those that the run began with.</exception>
    public IReadOnlyList<EpochMetrics> Train(DataSet data, RunFolder run, ITrainingObserver? observer = null, CancellationToken stop = default)
    {
        run.Description.CheckOptions(_options);
        run.Description.CheckData(data);
        using var hold = run.Hold();
        using var events = new TensorBoardLog(run.Path, data.JudgedBy);
        using var loop = new TrainingLoop(_network, _options, data, run, new Observers([events, .. observer is null ? [] : new[] { observer }]), stop);
        return loop.Run(_plan);
    }
}
