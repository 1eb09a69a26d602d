using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The field of a subnet. Its clock may be a part of the graph, so that gradients reach the times between which a solution runs.</summary>
internal sealed class SubnetField(RightSide f) : IVectorField
{
    private double _from;
    private Tensor? _start;
    private Tensor? _pace;

    /// <inheritdoc/>
    public int Reads => 1;

    /// <summary>How often the subnet was called.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Has the clock run from one time to another, both of the graph.</summary>
    /// <remarks>
    /// Time is start + (t - from) pace, and slopes are multiplied by the pace, (end - start) / (to - from). Its value is 1 and changes
    /// nothing, but its gradient is what a step gains where the times move apart: steps keep their share of the time between.
    /// </remarks>
    public void RunBetween(double from, double to, Tensor start, Tensor end)
    {
        // In double precision, in which the numbers beside are, so that the pace is 1 and nothing else.
        (_from, _start) = (from, start.to(ScalarType.Float64));
        _pace = (end.to(ScalarType.Float64) - _start) / (to - from);
    }

    /// <inheritdoc/>
    public Tensor[] Evaluate(double time, IReadOnlyList<Tensor> state)
    {
        Evaluations++;
        var slope = f.Slope(state[0], () => _pace is null ? full(Array.Empty<long>(), time, dtype: ScalarType.Float64, device: state[0].device) : _start! + ((time - _from) * _pace));
        if (_pace is null)
            return [slope];
        var paced = slope * _pace.to(slope.dtype, slope.device);
        slope.Dispose();
        return [paced];
    }
}
