using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>One step of stochastic gradient descent on the cross entropy of a classifier.</summary>
public sealed class TrainingStep : IDisposable
{
    private readonly SGD _optimizer;
    private readonly IProjected[] _projected;

    /// <summary>Prepares the steps of one network.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="options">The rate, momentum, weight decay and precision of the steps.</param>
    public TrainingStep(Module<Tensor, Tensor> network, TrainingOptions options)
    {
        Pass = new ForwardPass(network, options.Precision);
        _optimizer = optim.SGD(network.parameters(), options.LearningRate, momentum: options.Momentum, weight_decay: options.WeightDecay);
        _projected = [.. network.modules().Prepend(network).OfType<IProjected>()];
    }

    /// <summary>The rate of the steps from now on.</summary>
    public double LearningRate
    {
        set
        {
            foreach (var group in _optimizer.ParamGroups) group.LearningRate = value;
        }
    }

    /// <summary>How the network is run.</summary>
    public ForwardPass Pass { get; }

    /// <summary>Moves the weights by one batch; learnt numbers stay within their ranges.</summary>
    /// <returns>What the network, as it was before the step, makes of the batch.</returns>
    public Score Take(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var logits = Pass.Logits(images);
        var loss = functional.cross_entropy(logits, labels);
        loss.backward();
        _optimizer.step();
        foreach (var module in _projected) module.Project();
        var count = images.shape[0];
        return new Score(count, loss.item<float>() * count, Evaluation.Correct(logits, labels));
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();
}
