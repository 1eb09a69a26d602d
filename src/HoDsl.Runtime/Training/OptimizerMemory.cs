using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>What an optimizer remembers of each parameter, as tensors by name: momenta, second moments, counts of steps.</summary>
/// <param name="optimizer">The optimizer.</param>
/// <param name="parameters">Its parameters, in its order.</param>
internal sealed class OptimizerMemory(OptimizerHelper optimizer, IReadOnlyList<(string Name, Parameter Parameter)> parameters)
{
    /// <summary>The tensors; they are the optimizer's own.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Tensors()
    {
        foreach (var (name, _, state) in States())
        {
            switch (state)
            {
                case SGD.State { momentum_buffer: { } momentum }:
                    yield return new($"{name}.momentum", momentum);
                    break;
                case AdamW.State adam:
                    yield return new($"{name}.step", tensor(adam.step));
                    yield return new($"{name}.exp_avg", adam.exp_avg);
                    yield return new($"{name}.exp_avg_sq", adam.exp_avg_sq);
                    break;
            }
        }
    }

    /// <summary>How many bytes of momenta a first step will make.</summary>
    public long MissingBytes(TrainingOptions options) => options.Momentum == 0 ? 0 : States()
        .Where(state => state.State is SGD.State { momentum_buffer: null }).Sum(state => state.Parameter.numel() * state.Parameter.ElementSize);

    /// <summary>The most bytes that a step takes for a while beside what it leaves: for the optimizer, the gradient's norm, and the check that numbers are finite.</summary>
    public long PassingBytes(TrainingOptions options)
    {
        // The binding's optimizers go through so many bytes of parameters at a time, or through one parameter that is larger.
        const long Portion = 16 << 20;
        var bytes = parameters.Select(entry => entry.Parameter.numel() * entry.Parameter.ElementSize).ToList();
        var largest = bytes.DefaultIfEmpty().Max();
        var onProcessor = parameters.All(entry => entry.Parameter.device_type == TorchSharp.DeviceType.CPU);
        var copies = options.Optimizer switch
        {
            OptimizerKind.AdamW => 1,
            // There all parameters are gone through in one pass.
            _ when onProcessor => 0,
            OptimizerKind.Nesterov => 2,
            _ => 1,
        };
        // The squares of a gradient are added up in double precision; a tensor's magnitudes are compared in its own.
        return Math.Max(copies * Math.Min(bytes.Sum(), Math.Max(largest, Portion)), (options.Clip is null ? 2 : 3) * largest);
    }

    /// <summary>Makes sure that tensors are what such an optimizer remembers of such parameters.</summary>
    /// <param name="file">Where they are from, for the message.</param>
    /// <param name="saved">The tensors.</param>
    /// <exception cref="UserException">They are another optimizer's.</exception>
    public void CheckFit(string file, IReadOnlyDictionary<string, Tensor> saved)
    {
        var parts = States().SelectMany(entry => Parts(entry.State, entry.Parameter).Select(part => ($"{entry.Name}.{part.Name}", part.Shape, part.Always))).ToList();
        foreach (var (name, shape, always) in parts)
        {
            if (saved.TryGetValue(name, out var tensor) ? !tensor.shape.SequenceEqual(shape) : always)
                throw Foreign(file, $"it has no fitting '{name}'");
        }

        if (saved.Keys.Except(parts.Select(part => part.Item1)).FirstOrDefault() is { } extra)
            throw Foreign(file, $"its '{extra}' has no place there");
    }

    /// <summary>Takes the tensors of a checkpoint, which fit.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> saved)
    {
        using var constant = no_grad();
        foreach (var (name, parameter, state) in States())
        {
            switch (state)
            {
                case SGD.State sgd:
                    sgd.momentum_buffer?.Dispose();
                    // In the parameter's own layout: another would be summed in another order.
                    sgd.momentum_buffer = saved.TryGetValue($"{name}.momentum", out var momentum)
                        ? zeros_like(parameter).copy_(momentum).DetachFromDisposeScope()
                        : null!;
                    break;
                case AdamW.State adam:
                    adam.step = saved[$"{name}.step"].item<long>();
                    adam.exp_avg.copy_(saved[$"{name}.exp_avg"]);
                    adam.exp_avg_sq.copy_(saved[$"{name}.exp_avg_sq"]);
                    break;
            }
        }
    }

    // Momentum begins with the first step, and where it is 0, or a parameter has no gradient, it never does.
    private static IEnumerable<(string Name, long[] Shape, bool Always)> Parts(OptimizerState state, Parameter parameter) => state is AdamW.State
        ? [("step", [], true), ("exp_avg", parameter.shape, true), ("exp_avg_sq", parameter.shape, true)]
        : [("momentum", parameter.shape, false)];

    private static UserException Foreign(string file, string why) =>
        new($"{file} does not hold what this optimizer remembers: {why}; use a checkpoint of a run with the same optimizer.");

    private IEnumerable<(string Name, Parameter Parameter, OptimizerState State)> States() =>
        parameters.Zip(optimizer.state_dict().State, (entry, state) => (entry.Name, entry.Parameter, state));
}
