using System.Numerics;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>The values of a method's histories for exact starting values, tree by tree.</summary>
/// <remarks>
/// The state m blocks ago is the solution at the time -m, whose coefficient is (-m)^n / gamma(t); the stage of node c m blocks ago is
/// h f of the solution at c - m, whose coefficient is n (c - m)^(n-1) / gamma(t).
/// </remarks>
internal sealed class ExactHistories(Tableau tableau)
{
    /// <summary>How many histories there are.</summary>
    public int Count { get; } = tableau.States.Count(state => state.Past is not null);

    /// <summary>What must divide D for D^(n-1) times every value to be an integer, for trees of up to `order` nodes: gamma divides n!, in which no prime stands more than n - 1 times.</summary>
    public BigInteger Denominator(int order) => Count == 0 ? BigInteger.One
        : Enumerable.Range(2, Math.Max(order - 1, 0)).Where(IsPrime).Aggregate(BigInteger.One, (product, prime) => product * prime);

    /// <summary>D^(n-1) times the value of a history for a tree of n nodes.</summary>
    public QuadraticInteger Value(int state, RootedTree tree, BigInteger denominator)
    {
        var past = tableau.States[state].Past!;
        var time = past.Stage is { } stage ? tableau.Nodes[stage] - past.Lag : -(Rational)past.Lag;
        var value = past.Stage is null ? time : (Surd)tree.Order;
        for (var power = 1; power < tree.Order; power++)
            value *= time;
        return QuadraticIntegers.Scale(value * new Rational(BigInteger.One, tree.Density), BigInteger.Pow(denominator, tree.Order - 1));
    }

    /// <summary>What a row gives where f = 0: every state is y, and every remembered stage is 0.</summary>
    public Surd Rest(Row row) => row.States.Where((_, state) => tableau.States[state].Past?.Stage is null).Aggregate(Surd.Zero, (sum, weight) => sum + weight);

    private static bool IsPrime(int number) => Enumerable.Range(2, number - 2).All(divisor => number % divisor != 0);
}
