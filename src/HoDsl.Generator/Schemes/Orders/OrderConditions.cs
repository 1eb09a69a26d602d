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
    private readonly QuadraticIntegers ring;
    private readonly BigInteger denominator;
    private readonly (int Column, QuadraticInteger Entry)[][] rows;
    private readonly Dictionary<RootedTree, QuadraticInteger[]> weights = [];
    private readonly Dictionary<RootedTree, QuadraticInteger[]> inputs = [];

    /// <summary>The conditions of a tableau of one state.</summary>
    public OrderConditions(Tableau tableau)
    {
        var entries = tableau.StageRows.SelectMany(row => row.Stages);
        var all = entries.Concat(tableau.Weights.Stages).Concat(tableau.Embedded?.Stages ?? EquatableArray<Surd>.Empty).ToList();
        ring = new(all.Select(entry => entry.Radicand).FirstOrDefault(d => !d.IsZero));
        denominator = QuadraticIntegers.CommonDenominator(tableau.StageRows.SelectMany(row => row.Stages));
        rows = [.. tableau.StageRows.Select(row => row.Stages
            .Select((entry, column) => (Column: column, Entry: QuadraticIntegers.Scale(entry, denominator)))
            .Where(cell => !cell.Entry.IsZero)
            .ToArray())];
    }

    /// <summary>The highest order whose conditions all hold, and the first condition that fails.</summary>
    /// <param name="row">The weights b or the embedded ones.</param>
    /// <param name="tolerance">How far a residual may lie from 0.</param>
    public OrderProof Prove(Row row, Rational tolerance)
    {
        // An explicit method of s stages has at most order s.
        for (var order = 1; order <= row.Stages.Count; order++)
        {
            foreach (var tree in RootedTree.OfOrder(order))
            {
                var sum = Sum(row, tree);
                var exact = new Rational(1, tree.Density);
                if ((sum - exact).Magnitude is var residual && !residual.IsZero && (residual - tolerance).Sign > 0)
                    return new(order - 1, new FailedCondition(tree, sum, exact));
            }
        }
        return new(row.Stages.Count, null);
    }

    private Surd Sum(Row row, RootedTree tree)
    {
        var phi = Weights(tree);
        var scale = QuadraticIntegers.CommonDenominator(row.Stages);
        var sum = QuadraticInteger.Zero;
        for (var stage = 0; stage < row.Stages.Count; stage++)
            sum += ring.Multiply(QuadraticIntegers.Scale(row.Stages[stage], scale), phi[stage]);
        return ring.Divide(sum, scale * BigInteger.Pow(denominator, tree.Order - 1));
    }

    // D^(n-1) Phi(t)
    private QuadraticInteger[] Weights(RootedTree tree)
    {
        if (!weights.TryGetValue(tree, out var phi))
        {
            phi = tree.Rest is null
                ? [.. rows.Select(_ => QuadraticInteger.One)]
                : [.. Weights(tree.Rest).Zip(Inputs(tree.LastBranch!), ring.Multiply)];
            weights.Add(tree, phi);
        }
        return phi;
    }

    // D^n A Phi(t)
    private QuadraticInteger[] Inputs(RootedTree tree)
    {
        if (!inputs.TryGetValue(tree, out var input))
        {
            var phi = Weights(tree);
            input = [.. rows.Select(row => row.Aggregate(QuadraticInteger.Zero, (sum, cell) => sum + ring.Multiply(cell.Entry, phi[cell.Column])))];
            inputs.Add(tree, input);
        }
        return input;
    }
}
