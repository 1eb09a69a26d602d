using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace HoDsl.Bench.OperatorFuzz;

/// <summary>One call of one entry point.</summary>
internal static class Case
{
    // What a caller may be told; anything else is a fault of the binding.
    private static readonly Type[] Answers =
    [
        typeof(ExternalException), typeof(ArgumentException), typeof(InvalidOperationException), typeof(NotSupportedException), typeof(NotImplementedException),
        typeof(IndexOutOfRangeException), typeof(OverflowException), typeof(MissingMethodException),
    ];

    /// <summary>Makes the call of a number; null, or the exception that is no answer.</summary>
    public static (string Text, Exception? Fault) Run(int seed, long index)
    {
        var random = new Random(unchecked((int)(seed * 1_000_003L + index)));
        using var arguments = new Arguments(random);
        var method = EntryPoints.All[random.Next(EntryPoints.All.Count)];
        using var scope = NewDisposeScope();
        var target = method.IsStatic ? null : arguments.Tensor();
        object?[] values = [.. method.GetParameters().Select(arguments.Make)];
        var text = $"{method.DeclaringType!.Name}.{method.Name}({arguments.Written})";
        Progress.Note(text);
        try
        {
            method.Invoke(target, values);
            return (text, null);
        }
        catch (TargetInvocationException exception)
        {
            var fault = exception.InnerException!;
            var isAnswer = Array.Exists(Answers, answer => answer.IsInstanceOfType(fault)) || (fault is NullReferenceException && Array.Exists(values, value => value is null));
            return (text, isAnswer ? null : fault);
        }
    }
}
