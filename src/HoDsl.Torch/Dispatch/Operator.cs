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
    private const int MostArguments = 16;
    private const int MostElements = 64;

    private nint handle;

    private nint Handle => handle != 0 ? handle : Find();

    /// <inheritdoc/>
    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Calls an operator that gives one tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Value> arguments)
    {
        Argument result = default;
        Invoke(arguments, new Span<Argument>(ref result));
        return new Tensor((nint)result.Bits);
    }

    /// <summary>Calls an operator that gives two tensors.</summary>
    public (Tensor First, Tensor Second) CallPair(params ReadOnlySpan<Value> arguments)
    {
        Span<Argument> results = stackalloc Argument[2];
        Invoke(arguments, results);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits));
    }

    /// <summary>Calls an operator that gives a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Value> arguments)
    {
        var results = InvokeList(arguments);
        return Array.ConvertAll(results, result => new Tensor((nint)result.Bits));
    }

    /// <summary>Calls an operator that gives a number.</summary>
    public bool CallBool(params ReadOnlySpan<Value> arguments)
    {
        Argument result = default;
        Invoke(arguments, new Span<Argument>(ref result));
        return result.Bits != 0;
    }

    /// <summary>Calls an operator that gives a number of a type of its own choice.</summary>
    public Scalar CallScalar(params ReadOnlySpan<Value> arguments)
    {
        Argument result = default;
        Invoke(arguments, new Span<Argument>(ref result));
        return Scalar.Of(result);
    }

    /// <summary>Calls an operator for its effect: what it gives, if anything, is an argument that it changed.</summary>
    [SkipLocalsInit]
    public void Do(params ReadOnlySpan<Value> arguments)
    {
        var packed = stackalloc Argument[MostArguments];
        var elements = stackalloc long[MostElements];
        Pack(arguments, packed, elements, out var overflow);
        fixed (long* more = overflow)
        {
            PlaceLists(arguments, packed, more is null ? elements : more);
            var status = NativeMethods.hodsl_call_discard(Handle, packed, arguments.Length);
            KeepAlive(arguments);
            NativeMethods.Check(status);
        }
    }

    private void Invoke(ReadOnlySpan<Value> arguments, Span<Argument> results)
    {
        var native = InvokeNative(arguments, out var count);
        Debug.Assert(count == results.Length, $"{this} gives {count} results, not {results.Length}");
        for (var i = 0; i < results.Length; i++)
            results[i] = native[i];
    }

    private Argument[] InvokeList(ReadOnlySpan<Value> arguments)
    {
        var native = InvokeNative(arguments, out var count);
        return new Span<Argument>(native, count).ToArray();
    }

    [SkipLocalsInit]
    private Argument* InvokeNative(ReadOnlySpan<Value> arguments, out int count)
    {
        var packed = stackalloc Argument[MostArguments];
        var elements = stackalloc long[MostElements];
        Pack(arguments, packed, elements, out var overflow);
        int resultCount;
        Argument* results;
        fixed (long* more = overflow)
        {
            PlaceLists(arguments, packed, more is null ? elements : more);
            results = NativeMethods.hodsl_call(Handle, packed, arguments.Length, &resultCount);
        }

        KeepAlive(arguments);
        NativeMethods.Check(resultCount);
        count = resultCount;
        return results;
    }

    /// <summary>Writes the arguments for native code; the elements of lists go to `elements`, or to `overflow` where they are too many.</summary>
    private void Pack(ReadOnlySpan<Value> arguments, Argument* packed, long* elements, out long[]? overflow)
    {
        Debug.Assert(arguments.Length <= MostArguments, "more arguments than any operator in use has");
        var listed = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            packed[i].Kind = argument.Kind;
            packed[i].Count = 0;
            packed[i].Bits = argument.Kind == Kind.Tensor ? HandleOf(Unsafe.As<Tensor>(argument.Reference!), i) : argument.Bits;
            if (argument.Kind >= Kind.IntList && argument.Reference is Array list)
            {
                packed[i].Count = list.Length;
                listed += list.Length;
            }
        }

        overflow = listed > MostElements ? new long[listed] : null;
    }

    private void PlaceLists(ReadOnlySpan<Value> arguments, Argument* packed, long* elements)
    {
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
                        elements[j] = tensors[j] is { } tensor ? HandleOf(tensor, i) : 0;
                    break;
                case byte[] text:
                    text.CopyTo(new Span<byte>(elements, text.Length));
                    break;
            }

            elements += packed[i].Count;
        }
    }

    private nint HandleOf(Tensor tensor, int position) =>
        tensor.RawHandle is var raw && raw != 0
            ? raw
            : throw new ObjectDisposedException(nameof(Tensor), $"{this}: argument {position + 1} is a tensor that was disposed.");

    /// <summary>No finaliser may release a tensor while native code works with its handle.</summary>
    private static void KeepAlive(ReadOnlySpan<Value> arguments)
    {
        foreach (ref readonly var argument in arguments)
            GC.KeepAlive(argument.Reference);
    }

    private nint Find()
    {
        handle = NativeMethods.hodsl_operator(name, overload);
        return handle != 0
            ? handle
            : throw new MissingMethodException($"This libtorch ({torch.__version__}) has no operator {this}.");
    }
}
