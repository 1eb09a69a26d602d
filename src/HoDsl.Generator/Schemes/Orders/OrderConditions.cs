using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>The order conditions of a Runge-Kutta method: b Phi(t) = 1/gamma(t) for every rooted tree t, in exact arithmetic.</summary>
/// <remarks>
/// Phi(single) = 1, Phi([t1 .. tm]) = A Phi(t1) * .. * A Phi(tm), elementwise. With D the common denominator of A, D^(n-1) Phi(t) is
/// integral for a tree of n nodes: the sums run over integers of Z[sqrt d] and no fraction is ever reduced.
/// Source: Hairer, Norsett, Wanner, Solving ODEs I, theorem II.2.13.
/// </remarks>
internal sealed class OrderConditions
{
    private readonly QuadraticIntegers _ring;
    private readonly BigInteger _denominator;
    private readonly (int Column, QuadraticInteger Entry)[][] _rows;
    private readonly Dictionary<RootedTree, QuadraticInteger[]> _weights = [];
    private readonly Dictionary<RootedTree, QuadraticInteger[]> _inputs = [];

    /// <summary>The conditions of a tableau of one state.</summary>
    public OrderConditions(Tableau tableau)
    {
        var entries = tableau.StageRows.SelectMany(row => row.Stages);
        var all = entries.Concat(tableau.Weights.Stages).Concat(tableau.Embedded?.Stages ?? EquatableArray<Surd>.Empty).ToList();
        _ring = new(all.Select(entry => entry.Radicand).FirstOrDefault(d => !d.IsZero));
        _denominator = QuadraticIntegers.CommonDenominator(tableau.StageRows.SelectMany(row => row.Stages));
        _rows = [.. tableau.StageRows.Select(row => row.Stages
            .Select((entry, column) => (Column: column, Entry: QuadraticIntegers.Scale(entry, _denominator)))
            .Where(cell => !cell.Entry.IsZero)
            .ToArray())];
    }

    /// <summary>The highest order whose conditions all hold, and the first condition that fails.</summary>
    /// <param name="row">The weights b or the embedded ones.</param>
    /// <param name="tolerance">How far a residual may lie from 0.</param>
    public OrderProof Prove(Row row, Rational tolerance)
    {
        var scale = QuadraticIntegers.CommonDenominator(row.Stages);
        var trunks = Trunks(row);
        // An explicit method of s stages has at most order s.
        for (var order = 1; order <= row.Stages.Count; order++)
        {
            scale *= order == 1 ? BigInteger.One : _denominator;
            foreach (var tree in RootedTree.OfOrder(order))
            {
                var sum = Sum(trunks, tree);
                if (sum.Y.IsZero && sum.X * tree.Density == scale)
                    continue;
                var condition = new FailedCondition(tree, _ring.Divide(sum, scale), new Rational(1, tree.Density));
                if ((condition.Residual.Magnitude - tolerance).Sign > 0)
                    return new(order - 1, condition);
            }
        }
        return new(row.Stages.Count, null);
    }

    private static List<QuadraticInteger[]> Trunks(Row row)
    {
        var scale = QuadraticIntegers.CommonDenominator(row.Stages);
        return [[.. row.Stages.Select(weight => QuadraticIntegers.Scale(weight, scale))]];
    }

    // b Phi(t); a tree on a trunk of n nodes has b Phi([t]) = (b A) Phi(t) n times, so the rows b, b A, b A A, .. are kept.
    private QuadraticInteger Sum(List<QuadraticInteger[]> trunks, RootedTree tree)
    {
        var height = 0;
        for (; tree.Rest == RootedTree.Single; tree = tree.LastBranch!)
        {
            height++;
            if (trunks.Count == height)
                trunks.Add(TimesMatrix(trunks[height - 1]));
        }
        var row = trunks[height];
        if (tree.Rest is null)
            return row.Aggregate(QuadraticInteger.Zero, (total, weight) => total + weight);
        var (rest, branch, sum) = (Weights(tree.Rest), Inputs(tree.LastBranch!), QuadraticInteger.Zero);
        for (var stage = 0; stage < row.Length; stage++)
        {
            if (!row[stage].IsZero)
                sum += _ring.Multiply(row[stage], _ring.Multiply(rest[stage], branch[stage]));
        }
        return sum;
    }

    private QuadraticInteger[] TimesMatrix(QuadraticInteger[] row)
    {
        var product = Enumerable.Repeat(QuadraticInteger.Zero, row.Length).ToArray();
        for (var stage = 0; stage < row.Length; stage++)
        {
            if (row[stage].IsZero)
                continue;
            foreach (var (column, entry) in _rows[stage])
                product[column] += _ring.Multiply(row[stage], entry);
        }
        return product;
    }

    // D^(n-1) Phi(t)
    private QuadraticInteger[] Weights(RootedTree tree)
    {
        if (!_weights.TryGetValue(tree, out var phi))
        {
            phi = tree.Rest is null
                ? [.. _rows.Select(_ => QuadraticInteger.One)]
                : [.. Weights(tree.Rest).Zip(Inputs(tree.LastBranch!), _ring.Multiply)];
            _weights.Add(tree, phi);
        }
        return phi;
    }

    // D^n A Phi(t)
    private QuadraticInteger[] Inputs(RootedTree tree)
    {
        if (!_inputs.TryGetValue(tree, out var input))
        {
            var phi = Weights(tree);
            input = [.. _rows.Select(row => row.Aggregate(QuadraticInteger.Zero, (sum, cell) => sum + _ring.Multiply(cell.Entry, phi[cell.Column])))];
            _inputs.Add(tree, input);
        }
        return input;
    }
}
