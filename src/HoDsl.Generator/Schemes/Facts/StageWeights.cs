using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>What the stages of a Butcher tableau make of rooted trees, in fixed-point arithmetic.</summary>
internal sealed class StageWeights
{
    // Rows of weights change more often than the stages, and there are two of them.
    private static readonly Memo<(EquatableArray<Row> Stages, int Bits), StageWeights> Known = new(capacity: 10);

    private readonly FixedPoint _numbers;
    private readonly (int Stage, BigInteger Entry)[][] _matrix;
    private readonly ByTree<BigInteger[]> _phi = new();
    private readonly ByTree<BigInteger[]> _inputs = new();

    private StageWeights(EquatableArray<Row> stages, FixedPoint numbers)
    {
        _numbers = numbers;
        _matrix = [.. stages.Select(row => Rounded(row).Select((entry, stage) => (stage, entry)).Where(cell => !cell.entry.IsZero).ToArray())];
    }

    /// <summary>What some stages make of trees, to so many binary digits after the point.</summary>
    public static StageWeights Of(EquatableArray<Row> stages, int bits) => Known.Of((stages, bits), asked => new(asked.Stages, new(asked.Bits)));

    /// <summary>The number 1.</summary>
    public BigInteger One => _numbers.One;

    /// <summary>Phi(t) of each stage.</summary>
    public BigInteger[] Phi(RootedTree tree)
    {
        lock (_phi)
        {
            return _phi.Of(tree, () => tree.Rest is null
                ? [.. _matrix.Select(_ => _numbers.One)]
                : Product(Phi(tree.Rest), Inputs(tree.LastBranch!)));
        }
    }

    /// <summary>A Phi(t)</summary>
    public BigInteger[] Inputs(RootedTree tree)
    {
        lock (_phi)
        {
            return _inputs.Of(tree, () =>
            {
                var phi = Phi(tree);
                return [.. _matrix.Select(row => _numbers.Shortened(row.Aggregate(BigInteger.Zero, (sum, cell) => sum + cell.Entry * phi[cell.Stage])))];
            });
        }
    }

    /// <summary>The product of two rows, stage by stage.</summary>
    public BigInteger[] Product(BigInteger[] x, BigInteger[] y)
    {
        var product = new BigInteger[x.Length];
        for (var stage = 0; stage < x.Length; stage++)
            product[stage] = x[stage].IsZero ? x[stage] : _numbers.Multiply(x[stage], y[stage]);
        return product;
    }

    /// <summary>The sum of the products of two rows.</summary>
    public BigInteger Sum(BigInteger[] x, BigInteger[] y)
    {
        var sum = BigInteger.Zero;
        for (var stage = 0; stage < x.Length; stage++)
            sum += x[stage] * y[stage];
        return _numbers.Shortened(sum);
    }

    /// <summary>A row times A.</summary>
    public BigInteger[] TimesMatrix(BigInteger[] row)
    {
        var product = new BigInteger[row.Length];
        for (var stage = 0; stage < row.Length; stage++)
        {
            if (row[stage].IsZero)
                continue;
            foreach (var (column, entry) in _matrix[stage])
                product[column] += row[stage] * entry;
        }
        return [.. product.Select(_numbers.Shortened)];
    }

    /// <summary>The stages' weights in a row.</summary>
    public BigInteger[] Rounded(Row row) => [.. row.Stages.Select(_numbers.Round)];
}
