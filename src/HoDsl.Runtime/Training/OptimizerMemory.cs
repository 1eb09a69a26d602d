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

    /// <summary>Takes the tensors of a checkpoint.</summary>
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

    private IEnumerable<(string Name, Parameter Parameter, OptimizerState State)> States() =>
        parameters.Zip(optimizer.state_dict().State, (entry, state) => (entry.Name, entry.Parameter, state));
}
