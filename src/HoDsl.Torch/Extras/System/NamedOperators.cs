using System.Collections.Concurrent;
using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Operators by their names, those of libraries of one's own among them.</summary>
internal static class NamedOperators
{
    private static readonly ConcurrentDictionary<string, Operator> Known = new();

    /// <summary>Loads a library; what it registers is in the dispatcher from then on.</summary>
    public static void Load(string library)
    {
        // Without its directory the loader looks among the system's libraries.
        NativeLibraries.Load(Path.GetFullPath(library));
    }

    public static object?[] Call(string name, ReadOnlySpan<OperatorArgument> arguments)
    {
        if (arguments.Length > Operator.MostArguments)
            throw new ArgumentException($"{name}: an operator takes at most {Operator.MostArguments} arguments here, not {arguments.Length}.");
        var values = new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = ValueOf(arguments[i].Content);
        return Known.GetOrAdd(name, Named).CallAll(values);
    }

    // "my::scaled" or, with an overload, "my::scaled.out".
    private static Operator Named(string name)
    {
        var parts = name.Split('.', 2);
        return new Operator(parts[0], parts.Length == 2 ? parts[1] : "");
    }

    private static Value ValueOf(object? content) => content switch
    {
        Tensor tensor => tensor,
        Tensor[] tensors => tensors,
        long number => number,
        long[] numbers => numbers,
        double number => number,
        bool truth => truth,
        string text => text,
        _ => Value.None,
    };
}
