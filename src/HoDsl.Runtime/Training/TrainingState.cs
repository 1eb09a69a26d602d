using HoDsl.Runtime.Checkpoints;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>The tensors on which the rest of a training depends, as a checkpoint holds them.</summary>
/// <remarks>The TorchSharp packages give no access to the generators of GPUs: with them it has the processor's alone.</remarks>
internal static class TrainingState
{
    private const string Network = "network", Optimizer = "optimizer", Average = "average", Random = "random", DeviceRandom = "device_random";

    /// <summary>The network's weights and statistics, the optimizer's memory, the average and the states of the generators that it draws from.</summary>
    public static Dictionary<string, Tensor> Tensors(TrainingStep step)
    {
        var tensors = new Dictionary<string, Tensor> { [Random] = get_rng_state() };
        if (HasOwnGenerator(step.Pass.Device)) tensors.Add(DeviceRandom, TorchExtras.Current.RandomState(step.Pass.Device));
        Add(tensors, Network, step.Pass.Network.state_dict());
        Add(tensors, Optimizer, step.Memory.Tensors());
        Add(tensors, Average, step.Average?.Tensors ?? []);
        return tensors;
    }

    /// <summary>Makes sure that a checkpoint is of such a training: of this network, with this optimizer, averaged or not.</summary>
    /// <param name="file">Where the checkpoint is from, for the message.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="step">What is to be restored.</param>
    /// <exception cref="UserException">It is of another one.</exception>
    public static void CheckFit(string file, Checkpoint checkpoint, TrainingStep step)
    {
        NetworkWeights.CheckFit(file, checkpoint.Part(Network), step.Pass.Network);
        step.Memory.CheckFit(file, checkpoint.Part(Optimizer));
        CheckAverage(file, checkpoint, step);
        if (!checkpoint.Tensors.TryGetValue(Random, out var random) || !IsLike(random, get_rng_state()))
            throw new UserException($"{file} does not hold the state of this machine's random generator: use a checkpoint of this run.");
        if (HasOwnGenerator(step.Pass.Device) && checkpoint.Tensors.TryGetValue(DeviceRandom, out var drawn) && !IsLike(drawn, TorchExtras.Current.RandomState(step.Pass.Device)))
            throw new UserException($"{file} does not hold the state of the random generator of {step.Pass.Device}: use a checkpoint of this run.");
    }

    /// <summary>Has everything be as it was at a checkpoint that fits.</summary>
    public static void Restore(Checkpoint checkpoint, TrainingStep step)
    {
        NetworkWeights.Put(checkpoint.Part(Network), step.Pass.Network);
        step.Memory.Restore(checkpoint.Part(Optimizer));
        step.Average?.Restore(checkpoint.Part(Average));
        step.Scale.State = (checkpoint.Position.LossScale, checkpoint.Position.GoodSteps);
        set_rng_state(checkpoint.Tensors[Random]);
        // Not there where the training was on another device before: then what is drawn on this one begins anew.
        if (HasOwnGenerator(step.Pass.Device) && checkpoint.Tensors.TryGetValue(DeviceRandom, out var state))
            TorchExtras.Current.SetRandomState(step.Pass.Device, state);
    }

    /// <summary>Whether all weights and statistics are finite numbers, but for what was none to begin with.</summary>
    public static bool IsFinite(TrainingStep step) => Finiteness.Of(step.Finite);

    private static bool HasOwnGenerator(Device device) => device.type != TorchSharp.DeviceType.CPU && TorchExtras.Current.SupportsRandomState(device);

    private static bool IsLike(Tensor state, Tensor own) => state.dtype == ScalarType.Byte && state.numel() == own.numel();

    // Before the first step there is no average yet, and one that is left out is none.
    private static void CheckAverage(string file, Checkpoint checkpoint, TrainingStep step)
    {
        var average = checkpoint.Part(Average);
        var begun = !step.Scale.LeavesStepsOut && checkpoint.Position is not { Epoch: 1, StepsOfEpoch: 0 };
        if (step.Average is null ? average.Count > 0 : begun && average.Count == 0)
            throw new UserException($"{file} is of a training that {(average.Count > 0 ? "averages" : "does not average")} its weights, unlike this one: use a checkpoint of this run.");
        if (average.Count > 0) NetworkWeights.CheckFit(file, average, step.Pass.Network);
    }

    private static void Add(Dictionary<string, Tensor> tensors, string part, IEnumerable<KeyValuePair<string, Tensor>> entries)
    {
        foreach (var (name, tensor) in entries) tensors.Add($"{part}.{name}", tensor);
    }
}
