using HoDsl.Runtime.Checkpoints;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>The tensors on which the rest of a training depends, as a checkpoint holds them.</summary>
/// <remarks>Of the generators it has the processor's: TorchSharp gives no access to those of GPUs.</remarks>
internal static class TrainingState
{
    private const string Network = "network", Optimizer = "optimizer", Average = "average", Random = "random";

    /// <summary>The network's weights and statistics, the optimizer's memory, the average and the state of the global generator.</summary>
    public static Dictionary<string, Tensor> Tensors(TrainingStep step)
    {
        var tensors = new Dictionary<string, Tensor> { [Random] = get_rng_state() };
        Add(tensors, Network, step.Pass.Network.state_dict());
        Add(tensors, Optimizer, step.Memory.Tensors());
        Add(tensors, Average, step.Average?.Tensors ?? []);
        return tensors;
    }

    /// <summary>Has everything be as it was at a checkpoint.</summary>
    /// <param name="file">Where the checkpoint is from, for the message.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="step">What is restored.</param>
    /// <exception cref="UserException">The checkpoint is of another network.</exception>
    public static void Restore(string file, Checkpoint checkpoint, TrainingStep step)
    {
        var weights = checkpoint.Part(Network);
        NetworkWeights.CheckFit(file, weights, step.Pass.Network);
        NetworkWeights.Put(weights, step.Pass.Network);
        step.Memory.Restore(checkpoint.Part(Optimizer));
        step.Average?.Restore(checkpoint.Part(Average));
        step.Scale.State = (checkpoint.Position.LossScale, checkpoint.Position.GoodSteps);
        set_rng_state(checkpoint.Tensors[Random]);
    }

    /// <summary>Whether all weights are finite numbers.</summary>
    public static bool IsFinite(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return step.Pass.Network.parameters().All(parameter => parameter.isfinite().all().cpu().item<bool>());
    }

    private static void Add(Dictionary<string, Tensor> tensors, string part, IEnumerable<KeyValuePair<string, Tensor>> entries)
    {
        foreach (var (name, tensor) in entries) tensors.Add($"{part}.{name}", tensor);
    }
}
