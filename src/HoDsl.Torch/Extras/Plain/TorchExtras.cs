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
