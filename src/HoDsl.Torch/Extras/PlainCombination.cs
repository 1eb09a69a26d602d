using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Linear combinations by TorchSharp's public API.</summary>
internal static class PlainCombination
{
    /// <summary>Computes the rows and releases the maps that they read for the last time.</summary>
    public static Tensor[] Of(ReadOnlySpan<Term[]> rows)
    {
        Term.Check(rows);
        if (rows.Length > 1 && !is_grad_enabled())
            return PieceByPiece(rows.ToArray());
        var sums = RowByRow(rows);
        Term.ReleaseLast(rows);
        return sums;
    }

    /// <summary>Computes the rows, each by itself, of maps of any types; those that are read for the last time are not released here.</summary>
    public static Tensor[] RowByRow(ReadOnlySpan<Term[]> rows)
    {
        var sums = new Tensor[rows.Length];
        for (var r = 0; r < rows.Length; r++)
            sums[r] = Sum(rows[r]);
        return sums;
    }

    // Several rows at once change the basis: as many maps come as go. Sums are written, a piece of all of them at a time, over copies
    // of the maps that go, so that no more than one more map is alive. The maps themselves may be somebody's, a weight for instance.
    private static Tensor[] PieceByPiece(Term[][] rows)
    {
        var copies = CopiesOfLast(rows);
        var whole = copies.GetValueOrDefault(rows[0][0].Map, rows[0][0].Map);
        Tensor[] sums = [.. copies.Values.Take(rows.Length), .. Enumerable.Range(copies.Count, Math.Max(0, rows.Length - copies.Count)).Select(_ => empty_like(whole))];
        var dimension = LongestDimension(whole);
        var size = whole.shape[dimension];
        var length = Math.Max(1, size / rows.Length);
        for (long start = 0; start < size; start += length)
        {
            using var scope = NewDisposeScope();
            var (from, count) = (start, Math.Min(length, size - start));
            Tensor Piece(Tensor map) => map.narrow(dimension, from, count);
            var pieces = rows.Select(row => Sum([.. row.Select(term => term with { Map = Piece(copies.GetValueOrDefault(term.Map, term.Map)) })])).ToList();
            for (var r = 0; r < rows.Length; r++)
                Piece(sums[r]).copy_(pieces[r]);
        }
        foreach (var copy in copies.Values.Skip(rows.Length))
            copy.Dispose();
        return sums;
    }

    private static Dictionary<Tensor, Tensor> CopiesOfLast(Term[][] rows)
    {
        var copies = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var map in rows.SelectMany(row => row).Where(term => term.IsLast).Select(term => term.Map))
        {
            if (!copies.TryAdd(map, map))
                continue;
            copies[map] = map.clone();
            map.Dispose();
        }
        return copies;
    }

    // Not that of the channels: factors may differ along it.
    private static int LongestDimension(Tensor map) =>
        Enumerable.Range(0, (int)map.ndim).Where(dimension => dimension != 1 || map.ndim < 3).MaxBy(dimension => map.shape[dimension]);

    private static Tensor Sum(Term[] row)
    {
        Tensor? sum = null;
        foreach (var terms in row.GroupBy(term => term.Weight.Factor?.Value, ReferenceEqualityComparer.Instance).OrderByDescending(group => group.Key is null))
            sum = terms.Key is Tensor factor ? Advance(sum, factor, [.. terms]) : SumOfNumbers([.. terms]);
        return sum!;
    }

    private static Tensor SumOfNumbers(ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        if (terms.Length == 1)
            return first.Map.mul(first.Weight.Number);
        var (sum, isOurs) = first.Weight.Number == 1 ? (first.Map, false) : (first.Map.mul(first.Weight.Number), true);
        foreach (var (weight, map, _) in terms[1..])
        {
            // In place where nobody else holds it yet: a sum saves nothing for the backward pass. Of two types the wider one is the sum's.
            sum = isOurs && sum.dtype == map.dtype ? sum.add_(map, alpha: weight.Number) : sum.add(map, alpha: weight.Number);
            isOurs = true;
        }
        return sum;
    }

    // sum + factor (sum of number times map). The backward pass wants what the factor multiplies; without one, no map is made for it.
    private static Tensor Advance(Tensor? sum, Tensor factor, Term[] terms)
    {
        // Of two types the wider one is the sum's: it is no map of before.
        if (is_grad_enabled() || terms.Any(term => term.Map.dtype != (sum ?? terms[0].Map).dtype))
        {
            var increment = SumOfNumbers(terms);
            var factorOfIncrement = factor.to(increment.dtype);
            return sum is null ? increment.mul(factorOfIncrement)
                : sum.dtype == increment.dtype ? sum.addcmul(increment, factorOfIncrement, value: 1)
                : sum.add(increment.mul(factorOfIncrement));
        }
        var factorOfMaps = factor.to(terms[0].Map.dtype);
        sum ??= zeros_like(terms[0].Map);
        foreach (var term in terms)
            sum.addcmul_(term.Map, factorOfMaps, value: term.Weight.Number);
        return sum;
    }
}
