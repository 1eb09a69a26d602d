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
    public ScalarType? AutocastType(Device device) => null;

    /// <inheritdoc/>
    public void ForgetCastWeights()
    {
    }

    /// <inheritdoc/>
    public Tensor RandomState(Device device)
    {
        RequireProcessor(device);
        return get_rng_state();
    }

    /// <inheritdoc/>
    public void SetRandomState(Device device, Tensor state)
    {
        RequireProcessor(device);
        set_rng_state(state);
    }

    private static void RequireProcessor(Device device)
    {
        if (device.type != TorchSharp.DeviceType.CPU)
            throw new NotSupportedException($"The TorchSharp packages cannot tell where the random numbers of {device} stand.");
    }

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
    public Tensor[] Combine(params ReadOnlySpan<Term[]> rows)
    {
        var sums = new Tensor[rows.Length];
        for (var r = 0; r < rows.Length; r++)
            sums[r] = Sum(rows[r]);
        Term.ReleaseLast(rows);
        return sums;
    }

    /// <inheritdoc/>
    public Tensor Branch(Tensor map) => map;

    private static Tensor Sum(ReadOnlySpan<Term> row)
    {
        if (row.Length == 1)
            return row[0].Map.mul(row[0].Coefficient);
        var sum = row[0].Coefficient == 1
            ? row[0].Map.add(row[1].Map, alpha: row[1].Coefficient)
            : row[0].Map.mul(row[0].Coefficient).add_(row[1].Map, alpha: row[1].Coefficient);
        // In place: a sum saves nothing for the backward pass, and nobody else holds it yet.
        foreach (var term in row[2..])
            sum.add_(term.Map, alpha: term.Coefficient);
        return sum;
    }

    /// <inheritdoc/>
    public bool SupportsDeterministic => false;

    /// <inheritdoc/>
    public IDisposable Deterministic() => Undo.Nothing;

    /// <inheritdoc/>
    public IDisposable OnSideStream(Device device) => Undo.Nothing;

    /// <inheritdoc/>
    public bool SupportsGraphs(Device device) => false;

    /// <inheritdoc/>
    public IGraph Capture(Device device, Action work) => new RepeatedWork(work);

    /// <inheritdoc/>
    public MemoryFigures? Memory(Device device) => null;

    /// <inheritdoc/>
    public void ResetPeakMemory(Device device)
    {
    }

    /// <inheritdoc/>
    public long LiveTensors => Tensor.TotalCount;
}
