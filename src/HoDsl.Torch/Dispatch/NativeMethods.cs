using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using HoDsl.Torch.Autograd;

[assembly: DisableRuntimeMarshalling]

namespace HoDsl.Torch.Dispatch;

/// <summary>The functions of native/hodsl_torch.h, which documents them.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "hodsl_torch";

    // The resolver is asked once for each function.
    private static readonly Lazy<nint> Loaded = new(Load);

    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, (name, _, _) => name == Library ? Loaded.Value : 0);

    /// <summary>Loads the native part at the first call of any of its functions, and has it count memory before that call.</summary>
    private static nint Load()
    {
        try
        {
            var library = NativeLibraries.Load(Library, typeof(NativeMethods).Assembly);
            ((delegate* unmanaged<void>)NativeLibrary.GetExport(library, "hodsl_initialize"))();
            return library;
        }
        catch (DllNotFoundException exception)
        {
            throw new DllNotFoundException(
                "HoDsl.Torch cannot load libhodsl_torch.so, its native part, or the libtorch that it was built against. " +
                "If libtorch has moved or changed since the build, build again; else see the loader's own words: " + exception.Message,
                exception);
        }
    }

    /// <summary>The exception for the last failure on this thread: of the type that TorchSharp throws, or what C# code that native code called has thrown.</summary>
    public static Exception LastError()
    {
        var message = Marshal.PtrToStringUTF8((nint)hodsl_error())!;
        if (KeptExceptions.TryTake(message, out var kept))
            ExceptionDispatchInfo.Throw(kept);
        return new ExternalException(message);
    }

    /// <summary>Throws if a native function said that it failed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int status)
    {
        if (status < 0)
            throw LastError();
    }

    /// <summary>Throws if a native function that gives a handle said that it failed.</summary>
    public static nint Check(nint handle) => handle != 0 ? handle : throw LastError();

    [LibraryImport(Library)]
    private static partial byte* hodsl_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint hodsl_operator(string name, string overload);

    [LibraryImport(Library)]
    public static partial int hodsl_call(nint op, Argument* arguments, int count, Results* results);

    [LibraryImport(Library)]
    public static partial int hodsl_call_tensor(nint op, Argument* arguments, int count, nint* tensor);

    [LibraryImport(Library)]
    public static partial void hodsl_tensor_release(nint tensor);

    [LibraryImport(Library)]
    public static partial void hodsl_tensors_release(nint* tensors, int count);

    [LibraryImport(Library)]
    public static partial nint hodsl_tensor_share(nint tensor);

    [LibraryImport(Library)]
    public static partial int hodsl_tensor_info(nint tensor, TensorInfo* info);

    [LibraryImport(Library)]
    public static partial int hodsl_set_requires_grad(nint tensor, int requiresGrad);

    [LibraryImport(Library)]
    public static partial int hodsl_grad(nint tensor, nint* grad);

    [LibraryImport(Library)]
    public static partial int hodsl_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    public static partial int hodsl_set_data(nint tensor, nint data);

    [LibraryImport(Library)]
    public static partial int hodsl_backward(
        nint* tensors, int count, nint* gradients, int gradientCount, nint* inputs, int inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    public static partial int hodsl_gradients(
        nint* outputs, int outputCount, nint* outputGradients, int gradientCount, nint* inputs, int inputCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    public static partial int hodsl_record_function(
        ManagedBackward* backward, nint* inputs, int inputCount, nint* outputs, int outputCount, nint* saved, int savedCount, nint* results);

    [LibraryImport(Library)]
    public static partial int hodsl_saved_variables(nint node, nint* results);

    [LibraryImport(Library)]
    public static partial int hodsl_combine(
        nint* maps, int mapCount, byte* last, nint* factors, int factorCount, int* lengths, int rowCount,
        int* termMaps, int* termFactors, double* termNumbers, nint* results);

    [LibraryImport(Library)]
    public static partial int hodsl_chain(nint x, LinkArgument* links, int count, nint* result);

    [LibraryImport(Library)]
    public static partial int hodsl_grad_mode();

    [LibraryImport(Library)]
    public static partial void hodsl_set_grad_mode(int enabled);

    [LibraryImport(Library)]
    public static partial nint hodsl_default_generator(int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    public static partial void hodsl_generator_release(nint generator);

    [LibraryImport(Library)]
    public static partial nint hodsl_generator_state(nint generator, int isShared);

    [LibraryImport(Library)]
    public static partial int hodsl_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    public static partial int hodsl_manual_seed(ulong seed);

    [LibraryImport(Library)]
    public static partial byte* hodsl_torch_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int hodsl_use_instructions(string instructions);

    [LibraryImport(Library)]
    public static partial int hodsl_threads();

    [LibraryImport(Library)]
    public static partial int hodsl_set_threads(int threads);

    [LibraryImport(Library)]
    public static partial int hodsl_deterministic();

    [LibraryImport(Library)]
    public static partial int hodsl_set_deterministic(int enabled);

    [LibraryImport(Library)]
    public static partial int hodsl_cuda_device_count();

    [LibraryImport(Library)]
    public static partial int hodsl_cuda_synchronize(int deviceIndex);

    [LibraryImport(Library)]
    public static partial int hodsl_autocast(int deviceType, int* enabled, int* dtype);

    [LibraryImport(Library)]
    public static partial int hodsl_set_autocast(int deviceType, int enabled, int dtype);

    [LibraryImport(Library)]
    public static partial void hodsl_autocast_enter();

    [LibraryImport(Library)]
    public static partial int hodsl_autocast_leave();

    [LibraryImport(Library)]
    public static partial void hodsl_autocast_clear_cache();

    [LibraryImport(Library)]
    public static partial int hodsl_profile_start();

    [LibraryImport(Library)]
    public static partial int hodsl_profile_stop(ProfiledOperator** first, int* count);

    [LibraryImport(Library)]
    public static partial long hodsl_cpu_bytes();

    [LibraryImport(Library)]
    public static partial long hodsl_cpu_peak_bytes();

    [LibraryImport(Library)]
    public static partial void hodsl_cpu_reset_peak();

    [LibraryImport(Library)]
    public static partial long hodsl_live_tensors();

    [LibraryImport(Library)]
    public static partial int hodsl_stream_fork(int deviceType, int deviceIndex, nint* fork);

    [LibraryImport(Library)]
    public static partial int hodsl_stream_join(nint fork);

    [LibraryImport(Library)]
    public static partial int hodsl_has_cuda();

    [LibraryImport(Library)]
    public static partial int hodsl_recording_begin(nint* inputs, int count);

    [LibraryImport(Library)]
    public static partial int hodsl_recording_end(nint* results, int count, nint* recorded);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void hodsl_recording_refuse(string reason);

    [LibraryImport(Library)]
    public static partial void hodsl_recording_constant(nint tensor);

    [LibraryImport(Library)]
    public static partial int hodsl_recorded_replay(nint recorded, nint* inputs, int inputCount, nint* results, int resultCount);

    [LibraryImport(Library)]
    public static partial void hodsl_recorded_release(nint recorded);

    [LibraryImport(Library)]
    public static partial int hodsl_graph_begin(int deviceIndex, nint* graph);

    [LibraryImport(Library)]
    public static partial int hodsl_graph_end(nint graph);

    [LibraryImport(Library)]
    public static partial int hodsl_graph_replay(nint graph);

    [LibraryImport(Library)]
    public static partial void hodsl_graph_release(nint graph);

    [LibraryImport(Library)]
    public static partial int hodsl_cuda_memory(int deviceIndex, long* bytes, long* peakBytes);

    [LibraryImport(Library)]
    public static partial int hodsl_cuda_reset_peak(int deviceIndex);
}
