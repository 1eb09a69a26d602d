using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>The extras as far as TorchSharp's public API has them: few of the capabilities, and the same numbers.</summary>
internal class PlainExtras : ITorchExtras
{
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
    public bool SupportsRandomState(Device device) => device.type == TorchSharp.DeviceType.CPU;

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

    private void RequireProcessor(Device device)
    {
        if (!SupportsRandomState(device))
            throw new NotSupportedException($"The TorchSharp packages cannot tell where the random numbers of {device} stand.");
    }

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
        return norm.forward(input).relu_();
    }

    /// <inheritdoc/>
    public Tensor Chain(ReadOnlySpan<Link> links, Tensor input, Tensor? scale = null) => PlainChain.Of(this, links, input, scale);

    /// <inheritdoc/>
    public bool ScalesChain(ReadOnlySpan<Link> links) => false;

    /// <inheritdoc/>
    public Tensor BatchNorm(BatchNorm2d norm, Tensor input, Tensor scale)
    {
        using var normalised = norm.forward(input);
        return normalised.mul(scale);
    }

    /// <inheritdoc/>
    public bool IsUnseen(nn.Module<Tensor, Tensor> module) => false;

    /// <inheritdoc/>
    public Tensor[] Combine(params ReadOnlySpan<Term[]> rows) => PlainCombination.Of(rows);

    /// <inheritdoc/>
    public Tensor Branch(Tensor map, bool isStage) => map;

    /// <inheritdoc/>
    public bool SupportsOwnOperators => false;

    /// <inheritdoc/>
    public void LoadOperators(string library) => throw NoOwnOperators();

    /// <inheritdoc/>
    public object?[] CallOperator(string name, params ReadOnlySpan<OperatorArgument> arguments) => throw NoOwnOperators();

    private static NotSupportedException NoOwnOperators() =>
        new("The TorchSharp packages call no operators of one's own: build with -p:TorchBackend=system.");

    /// <inheritdoc/>
    public IDisposable Deterministic() => Undo.Nothing;

    /// <inheritdoc/>
    public IDisposable OnSideStream(Device device) => Undo.Nothing;

    /// <inheritdoc/>
    public bool SupportsGraphs(Device device) => false;

    /// <inheritdoc/>
    public IGraph Capture(Device device, Func<Tensor[], Tensor[]> work, Tensor[] inputs, out Tensor[] results)
    {
        results = work(inputs);
        return new RepeatedWork(work, "runs with the TorchSharp packages, which record nothing");
    }

    /// <inheritdoc/>
    public IReadOnlyList<OperatorTime>? Profile(Action work)
    {
        work();
        return null;
    }

    /// <inheritdoc/>
    public MemoryFigures? Memory(Device device) => null;

    /// <inheritdoc/>
    public void ResetPeakMemory(Device device)
    {
    }
}
