using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Linear combinations as native code takes them: each map once, and the terms of all rows one after another.</summary>
internal static unsafe class NativeCombination
{
    /// <summary>Computes the rows; maps that are read for the last time are not released here.</summary>
    public static Tensor[] Of(ReadOnlySpan<Term[]> rows)
    {
        var count = 0;
        foreach (var row in rows)
            count += row.Length;
        var maps = new Tensor[count];
        var last = stackalloc byte[count];
        var termMaps = stackalloc int[count];
        var coefficients = stackalloc double[count];
        var lengths = stackalloc int[rows.Length];
        var results = stackalloc nint[rows.Length];
        int mapCount = 0, termCount = 0;
        for (var r = 0; r < rows.Length; r++)
        {
            lengths[r] = rows[r].Length;
            foreach (var term in rows[r])
            {
                var index = Array.IndexOf(maps, term.Map, 0, mapCount);
                if (index < 0)
                    (maps[index = mapCount], last[mapCount++]) = (term.Map, 0);
                last[index] |= term.IsLast ? (byte)1 : (byte)0;
                termMaps[termCount] = index;
                coefficients[termCount++] = term.Coefficient;
            }
        }

        using var held = new HeldList(maps.Take(mapCount));
        fixed (nint* handles = held.Handles)
            NativeMethods.Check(NativeMethods.hodsl_combine(handles, mapCount, last, lengths, rows.Length, termMaps, coefficients, results));
        var sums = new Tensor[rows.Length];
        for (var r = 0; r < rows.Length; r++)
            sums[r] = new Tensor(results[r]);
        return sums;
    }
}
