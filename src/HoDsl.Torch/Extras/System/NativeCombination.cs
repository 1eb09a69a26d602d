using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Linear combinations as native code takes them: each map and factor once, and the terms of all rows one after another.</summary>
internal static unsafe class NativeCombination
{
    /// <summary>Computes the rows, or gives null where there are no kernels for them; maps that are read for the last time are not released here.</summary>
    public static Tensor[]? TryRun(ReadOnlySpan<Term[]> rows)
    {
        var count = 0;
        foreach (var row in rows)
            count += row.Length;
        var (maps, factors) = (new List<Tensor>(count), new List<Tensor>());
        var last = stackalloc byte[count];
        var termMaps = stackalloc int[count];
        var termFactors = stackalloc int[count];
        var numbers = stackalloc double[count];
        var lengths = stackalloc int[rows.Length];
        var results = stackalloc nint[rows.Length];
        new Span<byte>(last, count).Clear();
        var place = 0;
        for (var r = 0; r < rows.Length; r++)
        {
            lengths[r] = rows[r].Length;
            foreach (var (weight, map, isLast) in rows[r])
            {
                termMaps[place] = PlaceOf(map, maps);
                termFactors[place] = weight.Factor is { Value: { } value } ? PlaceOf(value, factors) : -1;
                last[termMaps[place]] |= isLast ? (byte)1 : (byte)0;
                numbers[place++] = weight.Number;
            }
        }

        using (HeldList heldMaps = new(maps, "hodsl::combine: map"), heldFactors = new(factors, "hodsl::combine: factor"))
        {
            fixed (nint* mapHandles = heldMaps.Handles, factorHandles = heldFactors.Handles)
            {
                NativeMethods.Check(NativeMethods.hodsl_combine(
                    mapHandles, maps.Count, last, factorHandles, factors.Count, lengths, rows.Length, termMaps, termFactors, numbers, results));
            }
        }

        if (results[0] == 0)
            return null;
        var sums = new Tensor[rows.Length];
        for (var r = 0; r < rows.Length; r++)
            sums[r] = new Tensor(results[r]);
        return sums;
    }

    private static int PlaceOf(Tensor tensor, List<Tensor> tensors)
    {
        var place = tensors.FindIndex(other => ReferenceEquals(other, tensor));
        if (place < 0)
            tensors.Add(tensor);
        return place < 0 ? tensors.Count - 1 : place;
    }
}
