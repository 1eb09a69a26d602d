using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>What a trainer needs beyond TorchSharp's API. Where a backend lacks a capability, it computes the same numbers without it.</summary>
public interface ITorchExtras
{
    /// <summary>Whether <see cref="Autocast"/> computes in a lower precision on a device.</summary>
    bool SupportsAutocast(Device device);

    /// <summary>Computes convolutions and products in a lower precision, on this thread, until what it returns is disposed.</summary>
    /// <param name="device">Where.</param>
    /// <param name="dtype">The lower precision: BFloat16, or Float16 on a GPU.</param>
    /// <returns>A scope that changes nothing where <see cref="SupportsAutocast"/> says no.</returns>
    IDisposable Autocast(Device device, ScalarType dtype);

    /// <summary>The lower precision in which convolutions and products are computed on this thread, or null.</summary>
    ScalarType? AutocastType(Device device);

    /// <summary>Forgets the weights that autocast keeps in the lower precision: what was cast without a graph must not be used in one.</summary>
    void ForgetCastWeights();

    /// <summary>Whether <see cref="RandomState"/> and <see cref="SetRandomState"/> work for a device.</summary>
    bool SupportsRandomState(Device device);

    /// <summary>Where the default sequence of random numbers of a device stands: bytes, on the processor.</summary>
    /// <remarks>Do not write into it: where the backend can, states between which no number is drawn have one memory.</remarks>
    /// <exception cref="NotSupportedException">The backend cannot tell.</exception>
    Tensor RandomState(Device device);

    /// <summary>Lets the default sequence of random numbers of a device go on where it stood.</summary>
    /// <exception cref="NotSupportedException">The backend cannot.</exception>
    void SetRandomState(Device device, Tensor state);

    /// <summary>The tensor (batch, channels, height, width), its elements in memory in the order (batch, height, width, channels).</summary>
    /// <returns>The tensor as it is where it lies so already, is not of four dimensions, or the backend cannot.</returns>
    Tensor ToChannelsLast(Tensor tensor);

    /// <summary>Lays out the kernels of a module's convolutions with channels innermost, where the backend can.</summary>
    void ToChannelsLast(nn.Module module);

    /// <summary>relu(norm(input)), in one pass forward and one backward where the backend can.</summary>
    /// <remarks>The module's statistics move as if it had been called; hooks on it are not.</remarks>
    Tensor BatchNormRelu(BatchNorm2d norm, Tensor input);

    /// <summary>What one or more links make of a map (batch, channels, height, width), one after the other: one node of the backward graph where the backend can.</summary>
    /// <remarks>
    /// Hooks on the convolutions are called, those on the norms are not; the norms' statistics move as if they had been called.
    /// Where no gradient is recorded and norms take their running statistics, a norm may become a part of the convolution before it.
    /// </remarks>
    /// <param name="links">The links.</param>
    /// <param name="input">The map.</param>
    /// <param name="scale">What multiplies the result: a scalar, or a number for each channel in the shape (channels, 1, 1); null for nothing.</param>
    Tensor Chain(ReadOnlySpan<Link> links, Tensor input, Tensor? scale = null);

    /// <summary>Whether a scale costs a chain nothing, because the weights of its last link take it, and whether nobody sees what that link gives without it.</summary>
    bool ScalesChain(ReadOnlySpan<Link> links);

    /// <summary>norm(input) times a scale, which the weights take where the backend can.</summary>
    /// <remarks>The module's statistics move as if it had been called; hooks on it are not.</remarks>
    /// <param name="norm">The norm.</param>
    /// <param name="input">The map (batch, channels, height, width).</param>
    /// <param name="scale">A scalar, or a number for each channel in the shape (channels, 1, 1).</param>
    Tensor BatchNorm(BatchNorm2d norm, Tensor input, Tensor scale);

    /// <summary>Whether nobody sees what a module gives but who called it: no hook. False where the backend cannot tell.</summary>
    bool IsUnseen(nn.Module<Tensor, Tensor> module);

    /// <summary>Sums of weight times map, all in one pass over the maps where the backend can.</summary>
    /// <remarks>What a learnt factor multiplies is kept for the backward pass only where it cannot be found again in maps that are kept anyway.</remarks>
    /// <param name="rows">The terms of each sum: one or more, of maps of one shape.</param>
    /// <exception cref="ArgumentException">There is no row, or one without terms.</exception>
    /// <returns>A new map for each row. It may have the memory of one that was read for the last time; those are released.</returns>
    Tensor[] Combine(params ReadOnlySpan<Term[]> rows);

    /// <summary>A map that several combinations will read: the same, with its gradient summed in one pass where the backend can.</summary>
    /// <param name="map">The map.</param>
    /// <param name="isStage">Whether it is the map of a stage, which nobody keeps when it has been read; others keep states.</param>
    /// <returns>The map itself where no gradient is recorded.</returns>
    Tensor Branch(Tensor map, bool isStage);

    /// <summary>Whether <see cref="LoadOperators"/> and <see cref="CallOperator"/> work.</summary>
    bool SupportsOwnOperators { get; }

    /// <summary>Loads a native library that registers operators with libtorch's dispatcher (TORCH_LIBRARY), for the rest of the process.</summary>
    /// <param name="library">Its file. It must be linked with the libtorch in use.</param>
    /// <exception cref="DllNotFoundException">There is no such file, or it lacks something.</exception>
    /// <exception cref="NotSupportedException">The backend cannot.</exception>
    void LoadOperators(string library);

    /// <summary>Calls any operator of the dispatcher, with a backward pass where it has one.</summary>
    /// <param name="name">Its name, such as "my::scaled" or, with an overload, "aten::add.Tensor".</param>
    /// <param name="arguments">Those of its schema in their order; what is left out at the end takes the schema's default.</param>
    /// <returns>What it gives, lists spread out: tensors, long, double, bool, or null for None.</returns>
    /// <exception cref="MissingMethodException">There is no such operator.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">It failed; the message has the arguments' types and shapes.</exception>
    /// <exception cref="NotSupportedException">The backend cannot.</exception>
    object?[] CallOperator(string name, params ReadOnlySpan<OperatorArgument> arguments);

    /// <summary>Uses operators that repeat bit for bit only, and throws at others, until what it returns is disposed. Nothing changes where the backend cannot.</summary>
    IDisposable Deterministic();

    /// <summary>Has this thread's work on a device run beside what else the device does, until what it returns is disposed.</summary>
    /// <remarks>It begins after what the thread asked for before, and what it asks for later begins after it. Nothing changes where a device has no streams.</remarks>
    IDisposable OnSideStream(Device device);

    /// <summary>Whether <see cref="Capture"/> records.</summary>
    bool SupportsGraphs(Device device);

    /// <summary>Does some work on a device, and records it where the backend can: it is done again without asking for each operator.</summary>
    /// <remarks>
    /// What is recorded is what operators compute, those of backward passes among them. It is the same each time, apart from the inputs, random numbers and
    /// what happens to the tensors that the work finds: decisions that the work takes by anything else are taken once.
    /// </remarks>
    /// <param name="device">Where.</param>
    /// <param name="work">Makes results of inputs, in the dispose scope of its caller; what else it makes it disposes. Before it gives leaves gradients it gives up those that they have.</param>
    /// <param name="inputs">What it is done with now: tensors without a gradient that the work does not also find by itself.</param>
    /// <param name="results">What it has made of them.</param>
    /// <returns>The work, to be done again.</returns>
    IGraph Capture(Device device, Func<Tensor[], Tensor[]> work, Tensor[] inputs, out Tensor[] results);

    /// <summary>Does some work on the processor, and measures the operators that this thread calls in it, those of backward passes among them.</summary>
    /// <returns>A row for each operator, or null where the backend cannot tell.</returns>
    IReadOnlyList<OperatorTime>? Profile(Action work);

    /// <summary>How much native memory tensors hold and held at most, or null where nobody counts it.</summary>
    MemoryFigures? Memory(Device device);

    /// <summary>Counts <see cref="MemoryFigures.PeakBytes"/> anew from what is held now.</summary>
    void ResetPeakMemory(Device device);
}
