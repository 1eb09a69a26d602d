using System.Diagnostics;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Dispatch;

/// <summary>An operator of libtorch by its name and overload. It is looked up at its first call, by its schema's name.</summary>
/// <remarks>Arguments left out at the end take the defaults of the operator's schema.</remarks>
internal sealed unsafe class Operator(string name, string overload = "")
{
    // What a call needs for its arguments stands on the stack unless there is more of it than this.
    internal const int MostArguments = 16;
    private const int MostElements = 64;

    private nint handle;

    private nint Handle => handle != 0 ? handle : Find();

    /// <inheritdoc/>
    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Calls an operator that gives one tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Value> arguments)
    {
        nint tensor;
        Invoke(arguments, &tensor, null);
        return new Tensor(tensor);
    }

    /// <summary>Calls an operator that gives two tensors.</summary>
    public (Tensor First, Tensor Second) CallPair(params ReadOnlySpan<Value> arguments)
    {
        var results = CallAny(arguments);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits));
    }

    /// <summary>Calls an operator that gives a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Value> arguments) =>
        Array.ConvertAll(CallAny(arguments), result => new Tensor((nint)result.Bits));

    /// <summary>Calls an operator that gives a truth value.</summary>
    public bool CallBool(params ReadOnlySpan<Value> arguments) => CallAny(arguments)[0].Bits != 0;

    /// <summary>Calls an operator that gives a number of a type of its own choice.</summary>
    public Scalar CallScalar(params ReadOnlySpan<Value> arguments) => Scalar.Of(CallAny(arguments)[0]);

    /// <summary>Calls an operator that gives whatever it gives: tensors, whole numbers, numbers, truth values, or null for None.</summary>
    public object?[] CallAll(params ReadOnlySpan<Value> arguments) => Array.ConvertAll(CallAny(arguments), ObjectOf);

    /// <summary>Calls an operator for its effect: what it gives, if anything, is an argument that it changed.</summary>
    public void Do(params ReadOnlySpan<Value> arguments) => Invoke(arguments, null, null);

    private Argument[] CallAny(ReadOnlySpan<Value> arguments)
    {
        Results results;
        Invoke(arguments, null, &results);
        return new Span<Argument>(results.First, results.Count).ToArray();
    }

    private static object? ObjectOf(Argument result) => result.Kind switch
    {
        Kind.Tensor => result.Bits == 0 ? null : new Tensor((nint)result.Bits),
        Kind.Int => result.Bits,
        Kind.Double => BitConverter.Int64BitsToDouble(result.Bits),
        Kind.Bool => result.Bits != 0,
        _ => null,
    };

    /// <summary>Calls the operator for one tensor, for any results, or for its effect alone.</summary>
    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Value> arguments, nint* tensor, Results* results)
    {
        var op = Handle;
        var packed = stackalloc Argument[MostArguments];
        var elements = stackalloc long[MostElements];
        Pack(arguments, packed, out var listed, out var disposed);
        fixed (long* more = Overflow(listed))
        {
            PlaceLists(arguments, packed, more is null ? elements : more, listed, ref disposed);
            var status = disposed >= 0 ? 0
                : tensor is not null ? NativeMethods.hodsl_call_tensor(op, packed, arguments.Length, tensor)
                : NativeMethods.hodsl_call(op, packed, arguments.Length, results);
            Release(arguments);
            if (disposed >= 0)
                throw Tensor.WasDisposed($"{this}: argument {disposed + 1}");
            NativeMethods.Check(status);
        }
    }

    /// <summary>Where the elements of lists go when they are too many for the stack.</summary>
    private static long[]? Overflow(int listed) => listed > MostElements ? new long[listed] : null;

    /// <summary>Writes the arguments for native code, but for the elements of lists, which it counts.</summary>
    /// <param name="arguments">The arguments; no thread can release their tensors from here until <see cref="Release"/>.</param>
    /// <param name="packed">Where they go.</param>
    /// <param name="listed">How many elements the lists have together.</param>
    /// <param name="disposed">Which argument is a tensor that was disposed, or -1.</param>
    private static void Pack(ReadOnlySpan<Value> arguments, Argument* packed, out int listed, out int disposed)
    {
        Debug.Assert(arguments.Length <= MostArguments, "more arguments than any operator in use has");
        (listed, disposed) = (0, -1);
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            packed[i].Kind = argument.Kind;
            packed[i].Count = 0;
            packed[i].Bits = argument.Kind == Kind.Tensor ? Hold(Unsafe.As<Tensor>(argument.Reference!), i, ref disposed) : argument.Bits;
            if (argument.Kind >= Kind.IntList && argument.Reference is Array list)
                listed += packed[i].Count = list.Length;
        }
    }

    /// <summary>Writes the elements of lists, one list after another.</summary>
    private static void PlaceLists(ReadOnlySpan<Value> arguments, Argument* packed, long* elements, int listed, ref int disposed)
    {
        if (listed == 0)
            return;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (packed[i].Count == 0)
                continue;
            packed[i].Bits = (long)elements;
            switch (arguments[i].Reference)
            {
                case long[] integers:
                    integers.CopyTo(new Span<long>(elements, integers.Length));
                    break;
                case Tensor?[] tensors:
                    for (var j = 0; j < tensors.Length; j++)
                        elements[j] = tensors[j] is { } tensor ? Hold(tensor, i, ref disposed) : 0;
                    break;
                case byte[] text:
                    text.CopyTo(new Span<byte>(elements, text.Length));
                    break;
            }

            elements += packed[i].Count;
        }
    }

    private static nint Hold(Tensor tensor, int position, ref int disposed)
    {
        if (!tensor.TryHold(out var held))
            disposed = position;
        return held;
    }

    /// <summary>Lets go of the arguments' tensors.</summary>
    private static void Release(ReadOnlySpan<Value> arguments)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Kind == Kind.Tensor)
                Unsafe.As<Tensor>(argument.Reference!).Release();
            else if (argument.Kind is Kind.TensorList or Kind.OptionalTensorList && argument.Reference is Tensor?[] tensors)
                ReleaseAll(tensors);
            else
                GC.KeepAlive(argument.Reference);
        }
    }

    private static void ReleaseAll(Tensor?[] tensors)
    {
        foreach (var tensor in tensors)
            tensor?.Release();
    }

    private nint Find()
    {
        handle = NativeMethods.hodsl_operator(name, overload);
        return handle != 0
            ? handle
            : throw new MissingMethodException($"This libtorch ({torch.__version__}) has no operator {this}.");
    }
}
