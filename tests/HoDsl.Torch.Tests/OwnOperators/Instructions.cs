using HoDsl.Torch.Dispatch;

namespace HoDsl.Torch.Tests.OwnOperators;

/// <summary>The vector instructions for which the kernels are compiled.</summary>
internal static class Instructions
{
    private static readonly string[] BestFirst = ["avx512bf16", "avx512", "avx2", "baseline"];

    /// <summary>Those that this processor has, the best first.</summary>
    public static string[] OfThisProcessor { get; } = Known();

    /// <summary>Has the operators use certain instructions until what it returns is disposed.</summary>
    public static IDisposable Use(string instructions)
    {
        NativeMethods.hodsl_use_instructions(instructions);
        return new Undo(() => NativeMethods.hodsl_use_instructions(OfThisProcessor[0]));
    }

    private static string[] Known()
    {
        string[] known = [.. BestFirst.Where(name => NativeMethods.hodsl_use_instructions(name) != 0)];
        NativeMethods.hodsl_use_instructions(known[0]);
        return known;
    }
}
