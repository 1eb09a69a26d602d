using HoDsl.Torch.Dispatch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>The extras of a libtorch on this machine.</summary>
internal sealed class SystemExtras : ITorchExtras
{
    private const long ChannelsLast = 2;

    /// <inheritdoc/>
    public bool SupportsAutocast(Device device) => device.type is DeviceType.CPU or DeviceType.CUDA;

    /// <inheritdoc/>
    public unsafe IDisposable Autocast(Device device, ScalarType dtype)
    {
        if (!SupportsAutocast(device))
            return Undo.Nothing;
        var type = (int)device.type;
        int enabled, dtypeInUse;
        NativeMethods.Check(NativeMethods.hodsl_autocast(type, &enabled, &dtypeInUse));
        var (wasEnabled, dtypeBefore) = (enabled, dtypeInUse);
        NativeMethods.Check(NativeMethods.hodsl_set_autocast(type, 1, (int)dtype));
        NativeMethods.hodsl_autocast_enter();
        return new Undo(() =>
        {
            if (NativeMethods.hodsl_autocast_leave() == 0)
                NativeMethods.hodsl_autocast_clear_cache();
            NativeMethods.Check(NativeMethods.hodsl_set_autocast(type, wasEnabled, dtypeBefore));
        });
    }

    /// <inheritdoc/>
    public unsafe ScalarType? AutocastType(Device device)
    {
        if (!SupportsAutocast(device))
            return null;
        int enabled, dtype;
        NativeMethods.Check(NativeMethods.hodsl_autocast((int)device.type, &enabled, &dtype));
        return enabled == 0 ? null : (ScalarType)dtype;
    }

    /// <inheritdoc/>
    public void ForgetCastWeights() => NativeMethods.hodsl_autocast_clear_cache();

    /// <inheritdoc/>
    public bool SupportsRandomState(Device device) => true;

    /// <inheritdoc/>
    public Tensor RandomState(Device device)
    {
        using var generator = Generator.Of(device);
        return generator.State(isShared: true);
    }

    /// <inheritdoc/>
    public void SetRandomState(Device device, Tensor state)
    {
        using var generator = Generator.Of(device);
        generator.set_state(state);
    }

    /// <inheritdoc/>
    public Tensor ToChannelsLast(Tensor tensor)
    {
        if (tensor.ndim != 4)
            return tensor.alias();
        // A single channel lies in both orders at once; the strides alone tell the convolutions which is meant, and only a copy sets them.
        var layout = tensor.shape[1] == 1 ? Operators.Clone : Operators.Contiguous;
        return layout.Call(tensor, ChannelsLast);
    }

    /// <inheritdoc/>
    public void ToChannelsLast(nn.Module module) => module.ChangeTensors(ToChannelsLast);

    /// <inheritdoc/>
    public Tensor BatchNormRelu(BatchNorm2d norm, Tensor input) => norm.ForwardToRelu(input);

    /// <inheritdoc/>
    public Tensor Chain(ReadOnlySpan<Link> links, Tensor input, Tensor? scale = null) => NativeChain.TryRun(links, input, scale) ?? PlainChain.Of(this, links, input, scale);

    /// <inheritdoc/>
    public bool ScalesChain(ReadOnlySpan<Link> links) => NativeChain.Scales(links[^1]);

    /// <inheritdoc/>
    public Tensor BatchNorm(BatchNorm2d norm, Tensor input, Tensor scale) => norm.ForwardScaled(input, scale);

    /// <inheritdoc/>
    public bool IsUnseen(nn.Module<Tensor, Tensor> module) => !module.HasHooks;

    /// <inheritdoc/>
    public Tensor[] Combine(params ReadOnlySpan<Term[]> rows)
    {
        Term.Check(rows);
        var sums = NativeCombination.TryRun(rows) ?? PlainCombination.RowByRow(rows);
        Term.ReleaseLast(rows);
        return sums;
    }

    /// <inheritdoc/>
    public Tensor Branch(Tensor map, bool isStage) => map.requires_grad && is_grad_enabled() ? Operators.Branch.Call(map, isStage) : map;

    /// <inheritdoc/>
    public bool SupportsOwnOperators => true;

    /// <inheritdoc/>
    public void LoadOperators(string library) => NamedOperators.Load(library);

    /// <inheritdoc/>
    public object?[] CallOperator(string name, params ReadOnlySpan<OperatorArgument> arguments) => NamedOperators.Call(name, arguments);

    /// <inheritdoc/>
    public IDisposable Deterministic()
    {
        var before = NativeMethods.hodsl_deterministic();
        NativeMethods.Check(NativeMethods.hodsl_set_deterministic(1));
        return new Undo(() => NativeMethods.Check(NativeMethods.hodsl_set_deterministic(before)));
    }

    /// <inheritdoc/>
    public unsafe IDisposable OnSideStream(Device device)
    {
        if (device.type != DeviceType.CUDA)
            return Undo.Nothing;
        nint fork;
        NativeMethods.Check(NativeMethods.hodsl_stream_fork((int)device.type, device.index, &fork));
        var begun = fork;
        return new Undo(() => NativeMethods.Check(NativeMethods.hodsl_stream_join(begun)));
    }

    /// <inheritdoc/>
    public bool SupportsGraphs(Device device) => device.type == DeviceType.CPU || HasCuda(device);

    /// <inheritdoc/>
    public IGraph Capture(Device device, Func<Tensor[], Tensor[]> work, Tensor[] inputs, out Tensor[] results)
    {
        if (device.type == DeviceType.CPU)
            return RecordedWork.Of(work, inputs, out results);
        if (HasCuda(device))
            return CudaGraph.Of(device, work, inputs, out results);
        results = work(inputs);
        return new RepeatedWork(work, $"is done on {device}, where nothing is recorded");
    }

    /// <inheritdoc/>
    public IReadOnlyList<OperatorTime>? Profile(Action work) => OperatorProfile.Of(work);

    /// <inheritdoc/>
    public unsafe MemoryFigures? Memory(Device device)
    {
        if (device.type == DeviceType.CPU)
            return new MemoryFigures(NativeMethods.hodsl_cpu_bytes(), NativeMethods.hodsl_cpu_peak_bytes());
        if (!HasCuda(device))
            return null;
        long bytes, peakBytes;
        NativeMethods.Check(NativeMethods.hodsl_cuda_memory(device.index, &bytes, &peakBytes));
        return new MemoryFigures(bytes, peakBytes);
    }

    /// <inheritdoc/>
    public void ResetPeakMemory(Device device)
    {
        if (device.type == DeviceType.CPU)
            NativeMethods.hodsl_cpu_reset_peak();
        else if (HasCuda(device))
            NativeMethods.Check(NativeMethods.hodsl_cuda_reset_peak(device.index));
    }

    private static bool HasCuda(Device device) => device.type == DeviceType.CUDA && NativeMethods.hodsl_has_cuda() != 0;
}
