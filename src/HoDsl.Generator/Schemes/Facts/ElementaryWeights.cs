using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The elementary weights b Phi(t) of a row of weights, in fixed-point arithmetic.</summary>
/// <remarks>
/// Phi(single) = 1, Phi([t1 .. tm]) = A Phi(t1) * .. * A Phi(tm), elementwise. A tree on a trunk of n nodes has b Phi([..[t]..]) = b A^n Phi(t),
/// so the rows b, b A, b A A, .. are kept.
/// </remarks>
internal sealed class ElementaryWeights
{
    private readonly FixedPoint _numbers;
    private readonly (int Stage, BigInteger Entry)[][] _matrix;
    private readonly List<BigInteger[]> _trunks;
    private readonly Dictionary<RootedTree, BigInteger[]> _phi = [];
    private readonly Dictionary<RootedTree, BigInteger[]> _inputs = [];

    public ElementaryWeights(Tableau tableau, Row weights, FixedPoint numbers)
    {
        _numbers = numbers;
        _matrix = [.. tableau.StageRows.Select(row => Rounded(row).Select((entry, stage) => (stage, entry)).Where(cell => !cell.entry.IsZero).ToArray())];
        _trunks = [Rounded(weights)];
    }

    /// <summary>b Phi(t)</summary>
    public BigInteger Of(RootedTree tree)
    {
        var height = 0;
        for (; tree.Rest == RootedTree.Single; tree = tree.LastBranch!)
            height++;
        while (_trunks.Count <= height)
            _trunks.Add(TimesMatrix(_trunks[_trunks.Count - 1]));
        var row = _trunks[height];
        if (tree.Rest is null)
            return row.Aggregate(BigInteger.Zero, BigInteger.Add);
        var (rest, branch, sum) = (Phi(tree.Rest), Inputs(tree.LastBranch!), BigInteger.Zero);
        for (var stage = 0; stage < row.Length; stage++)
            sum += row[stage].IsZero ? row[stage] : _numbers.Multiply(row[stage], _numbers.Multiply(rest[stage], branch[stage]));
        return sum;
    }

    private BigInteger[] Phi(RootedTree tree)
    {
        if (!_phi.TryGetValue(tree, out var phi))
        {
            phi = tree.Rest is null ? [.. _matrix.Select(_ => _numbers.One)]
                : tree.Rest == RootedTree.Single ? Inputs(tree.LastBranch!)
                : [.. Phi(tree.Rest).Zip(Inputs(tree.LastBranch!), _numbers.Multiply)];
            _phi.Add(tree, phi);
        }
        return phi;
    }

    // A Phi(t)
    private BigInteger[] Inputs(RootedTree tree)
    {
        if (!_inputs.TryGetValue(tree, out var inputs))
        {
            var phi = Phi(tree);
            inputs = [.. _matrix.Select(row => row.Aggregate(BigInteger.Zero, (sum, cell) => sum + _numbers.Multiply(cell.Entry, phi[cell.Stage])))];
            _inputs.Add(tree, inputs);
        }
        return inputs;
    }

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
}
