using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The principal error norm: the root of the sum of ((1/gamma - Phi)/sigma)^2 over the rooted trees with one node more than the order.</summary>
/// <remarks>Source: Prince, Dormand, High order embedded Runge-Kutta formulae, J. Comput. Appl. Math. 7 (1981) 67.</remarks>
internal static class ErrorNorm
{
    private const int SignificantBits = 64;

    // Schemes that extend one another share a tableau, and most edits leave it, or all of it but one row of weights, as it is.
    private static readonly Memo<(EquatableArray<Row>, Row, int), double> Known = new(capacity: 200);

    /// <summary>The norm of a row of weights, rounded from at least 64 binary digits that are right.</summary>
    /// <param name="tableau">A Butcher tableau.</param>
    /// <param name="weights">The weights b or the embedded ones.</param>
    /// <param name="nodes">The number of nodes of the trees.</param>
    /// <param name="cancellation">Ends the sum.</param>
    public static double Of(Tableau tableau, Row weights, int nodes, CancellationToken cancellation) =>
        Known.Of((tableau.StageRows, weights, nodes), _ => Compute(tableau, weights, nodes, cancellation));

    private static double Compute(Tableau tableau, Row weights, int nodes, CancellationToken cancellation)
    {
        var stages = tableau.StageRows;
        // What is lost to leading zeros is added to the digits.
        for (var leadingZeros = SignificantBits / 2; ; leadingZeros *= 2)
        {
            var bits = SignificantBits + leadingZeros + LostBits(stages, weights, nodes);
            var norm = Norm(StageWeights.Of(stages, bits), weights, nodes, cancellation);
            if (IntegerRoot.BitLength(norm) > bits - leadingZeros)
                return new Rational(norm, BigInteger.One << bits).ToDouble();
            // A method that has its order within a tolerance only may fulfil the next conditions exactly.
            if (OrderConditions.Of(tableau).Hold(weights, nodes))
                return 0;
        }
    }

    private static BigInteger Norm(StageWeights stages, Row weights, int nodes, CancellationToken cancellation)
    {
        var phi = new ElementaryWeights(stages, weights);
        var square = BigInteger.Zero;
        foreach (var tree in RootedTree.OfOrder(nodes))
        {
            cancellation.ThrowIfCancellationRequested();
            square += BigInteger.Pow((stages.One / tree.Density - phi.Of(tree)) / tree.Symmetry, 2);
        }
        return IntegerRoot.Floor(square);
    }

    // With alpha = 1 + the largest sum of magnitudes in a row of A, |Phi(t)| <= alpha^(n-1), and by induction on the trees Phi(t) is computed
    // to 8 n s alpha^(n-1) units of the last digit, and b Phi(t) to 16 n s^2 alpha^(n-1) (1 + sum |b|). The norm adds this up over the trees.
    private static int LostBits(EquatableArray<Row> stages, Row weights, int nodes)
    {
        var units = (BigInteger)16 * nodes * stages.Count * stages.Count * RootedTree.OfOrder(nodes).Count;
        return Bits(units) + Bits(MagnitudeOf(weights)) + (nodes - 1) * Bits(stages.Max(MagnitudeOf));
    }

    private static Rational MagnitudeOf(Row row) => row.Stages.Aggregate(Rational.One, (sum, entry) => sum + Bound(entry));

    private static Rational Bound(Surd entry) => Magnitude(entry.Rational) + Magnitude(entry.Irrational) * (IntegerRoot.Floor(entry.Radicand) + 1);

    private static Rational Magnitude(Rational value) => value.Sign < 0 ? -value : value;

    // The smallest n with x <= 2^n.
    private static int Bits(Rational x) => IntegerRoot.BitLength(x.Numerator / x.Denominator) + 1;
}
