using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The elementary weights b Phi(t) of a row of weights, in fixed-point arithmetic.</summary>
/// <remarks>
/// Phi(single) = 1, Phi([t1 .. tm]) = A Phi(t1) * .. * A Phi(tm), elementwise. Seen from within a tree, all that surrounds a subtree acts on
/// its Phi as a row: b at first, w * A Phi(branch) beside a branch, (w * Phi(rest)) A below the rest. Trees share their surroundings, and
/// subtrees of half their size are few.
/// </remarks>
internal sealed class ElementaryWeights
{
    private readonly FixedPoint _numbers;
    private readonly (int Stage, BigInteger Entry)[][] _matrix;
    private readonly Surroundings _nothing;
    private readonly Dictionary<RootedTree, BigInteger[]> _phi = [];
    private readonly Dictionary<RootedTree, BigInteger[]> _inputs = [];

    public ElementaryWeights(EquatableArray<Row> stages, Row weights, FixedPoint numbers)
    {
        _numbers = numbers;
        _matrix = [.. stages.Select(row => Rounded(row).Select((entry, stage) => (stage, entry)).Where(cell => !cell.entry.IsZero).ToArray())];
        _nothing = new(Rounded(weights));
    }

    /// <summary>b Phi(t)</summary>
    public BigInteger Of(RootedTree tree)
    {
        var (around, half) = (_nothing, tree.Order / 2);
        while (tree.Order > half && tree.Rest is { } rest && tree.LastBranch is { } branch)
        {
            (around, tree) = branch.Order < rest.Order
                ? (Known(around.BesideBranch, branch, () => new(Product(around.Row, Inputs(branch)))), rest)
                : (Known(around.BelowRest, rest, () => new(TimesMatrix(Product(around.Row, Phi(rest))))), branch);
        }
        return Product(around.Row, Phi(tree)).Aggregate(BigInteger.Zero, BigInteger.Add);
    }

    private BigInteger[] Phi(RootedTree tree) => Known(_phi, tree, () => tree.Rest is null
        ? [.. _matrix.Select(_ => _numbers.One)]
        : Product(Phi(tree.Rest), Inputs(tree.LastBranch!)));

    // A Phi(t)
    private BigInteger[] Inputs(RootedTree tree) => Known(_inputs, tree, () =>
    {
        var phi = Phi(tree);
        return [.. _matrix.Select(row => row.Aggregate(BigInteger.Zero, (sum, cell) => sum + _numbers.Multiply(cell.Entry, phi[cell.Stage])))];
    });

    private BigInteger[] Product(BigInteger[] x, BigInteger[] y) => [.. x.Zip(y, (a, b) => a.IsZero ? a : _numbers.Multiply(a, b))];

    private BigInteger[] TimesMatrix(BigInteger[] row)
    {
        var product = new BigInteger[row.Length];
        for (var stage = 0; stage < row.Length; stage++)
        {
            foreach (var (column, entry) in _matrix[stage])
                product[column] += _numbers.Multiply(row[stage], entry);
        }
        return product;
    }

    private BigInteger[] Rounded(Row row) => [.. row.Stages.Select(_numbers.Round)];

    private static T Known<T>(Dictionary<RootedTree, T> known, RootedTree tree, Func<T> compute)
    {
        if (!known.TryGetValue(tree, out var value))
            known[tree] = value = compute();
        return value;
    }

    /// <summary>What surrounds a subtree, as the row that acts on its Phi.</summary>
    private sealed class Surroundings(BigInteger[] row)
    {
        public BigInteger[] Row => row;

        public Dictionary<RootedTree, Surroundings> BesideBranch { get; } = [];

        public Dictionary<RootedTree, Surroundings> BelowRest { get; } = [];
    }
}
