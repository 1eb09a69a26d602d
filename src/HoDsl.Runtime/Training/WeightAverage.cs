using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>The exponential moving average of a network's weights and statistics; whole numbers, such as counts, are copied.</summary>
/// <remarks>It begins with the weights after the first step, as torch.optim.swa_utils does.</remarks>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private readonly Dictionary<string, (Tensor Own, Tensor Average)> _pairs;
    private bool _begun;

    public WeightAverage(Module network, double decay)
    {
        _decay = decay;
        using var constant = no_grad();
        _pairs = network.state_dict().ToDictionary(entry => entry.Key, entry => (entry.Value, entry.Value.detach().clone().DetachFromDisposeScope()));
    }

    /// <summary>The averages by the names of the network's state; nothing before the first step.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Tensors =>
        _begun ? _pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Average)) : [];

    /// <summary>Takes the averages of a checkpoint.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> saved)
    {
        _begun = saved.Count > 0;
        using var constant = no_grad();
        foreach (var (name, tensor) in saved) _pairs[name].Average.copy_(tensor);
    }

    /// <summary>Moves the averages towards the weights as they are now.</summary>
    public void Update()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (own, average) in _pairs.Values)
        {
            if (_begun && !IsWhole(average)) average.mul_(_decay).add_(own, alpha: 1 - _decay);
            else average.copy_(own);
        }

        _begun = true;
    }

    /// <summary>Puts the averages into the network, until what is returned is disposed.</summary>
    public IDisposable InPlace()
    {
        Exchange(_pairs.Values);
        return new Exchanged(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, average) in _pairs.Values) average.Dispose();
    }

    private static bool IsWhole(Tensor tensor) =>
        tensor.dtype is ScalarType.Bool or ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    private void Exchange(IEnumerable<(Tensor Own, Tensor Average)> pairs)
    {
        if (!_begun) return;
        using var constant = no_grad();
        foreach (var (own, average) in pairs)
        {
            using var kept = own.clone();
            own.copy_(average);
            average.copy_(kept);
        }
    }

    private sealed class Exchanged(WeightAverage average) : IDisposable
    {
        // Backwards: weights of two names are in two pairs.
        public void Dispose() => average.Exchange(average._pairs.Values.Reverse());
    }
}
