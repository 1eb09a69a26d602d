using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>The extras of the backend that this assembly was built for: the TorchSharp packages, which have few of the capabilities.</summary>
public sealed class TorchExtras : ITorchExtras
{
    private TorchExtras()
    {
    }

    /// <summary>The extras.</summary>
    public static ITorchExtras Current { get; } = new TorchExtras();

    /// <inheritdoc/>
    public bool SupportsAutocast(Device device) => false;

    /// <inheritdoc/>
    public IDisposable Autocast(Device device, ScalarType dtype) => Undo.Nothing;

    /// <inheritdoc/>
    public bool SupportsChannelsLast => false;

    /// <inheritdoc/>
    public Tensor ToChannelsLast(Tensor tensor) => tensor.alias();

    /// <inheritdoc/>
    public void ToChannelsLast(nn.Module module)
    {
    }

    /// <inheritdoc/>
    public Tensor BatchNormRelu(BatchNorm2d norm, Tensor input)
    {
        // In place: batch norm's backward pass needs its input, not its output.
        return norm.call(input).relu_();
    }

    /// <inheritdoc/>
    public Tensor Combine(Tensor[] maps, double[] coefficients)
    {
        if (maps.Length == 1)
            return maps[0].mul(coefficients[0]);
        var sum = coefficients[0] == 1
            ? maps[0].add(maps[1], alpha: coefficients[1])
            : maps[0].mul(coefficients[0]).add_(maps[1], alpha: coefficients[1]);
        // In place: a sum saves nothing for the backward pass, and nobody else holds it yet.
        for (var i = 2; i < maps.Length; i++)
            sum.add_(maps[i], alpha: coefficients[i]);
        return sum;
    }

    /// <inheritdoc/>
    public Tensor Branch(Tensor map) => map.alias();

    /// <inheritdoc/>
    public bool SupportsDeterministic => false;

    /// <inheritdoc/>
    public IDisposable Deterministic() => Undo.Nothing;

    /// <inheritdoc/>
    public MemoryFigures? Memory(Device device) => null;

    /// <inheritdoc/>
    public void ResetPeakMemory(Device device)
    {
    }

    /// <inheritdoc/>
    public long LiveTensors => Tensor.TotalCount;
}
