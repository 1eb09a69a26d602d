using HoDsl.Generator.Numerics;
using HoDsl.Generator.Tests.Constructions;

namespace HoDsl.Generator.Tests.Orders;

/// <summary>
/// No condition follows from the others, so each must be checked: the elementary weights of different trees are independent (Butcher, Numerical
/// Methods for ODEs, section 317), and with a stage for each tree there are weights b that fulfil all conditions but one. Trees are written here as parentheses.
/// </summary>
public class IndependenceTests
{
    private const int Order = 6;

    private static readonly List<string> AllTrees = [.. Enumerable.Range(1, Order).SelectMany(Trees)];

    // Small numbers without a pattern.
    private static readonly int[][] A = [.. AllTrees.Select((_, i) => Enumerable.Range(0, i).Select(j => (i * i * i + 3 * j * j + i * j) % 7 % 4).ToArray())];

    // The columns are those b with which one tree's sum is 1 and those of the others are 0.
    private static readonly Matrix Dual = Matrix.Of([.. AllTrees.Select(Phi)]).Inverse()!;

    [Fact]
    public void A_method_that_fulfils_all_conditions_has_the_order() => Assert.Equal(Order, Method("").Order);

    [Fact]
    public void A_method_that_fulfils_all_conditions_but_one_has_not() =>
        Assert.All(AllTrees, tree => Assert.Equal(Nodes(tree) - 1, Method(tree).Order));

    private static Method Method(string wrong) => new(
        [.. A.Select(row => row.Select(entry => (Surd)entry).ToArray())],
        [.. A.Select((_, stage) => AllTrees.Select((tree, place) => Dual[stage, place] * new Rational(tree == wrong ? 2 : 1, Density(tree))).Aggregate(Surd.Zero, (sum, term) => sum + term))]);

    // A tree with one more leaf, at any of its nodes.
    private static IEnumerable<string> Trees(int nodes) => nodes == 1 ? ["()"]
        : Trees(nodes - 1).SelectMany(tree => Enumerable.Range(0, tree.Length).Where(place => tree[place] == '(').Select(place => Sorted(tree.Insert(place + 1, "()")))).Distinct();

    private static string Sorted(string tree) => $"({string.Concat(Branches(tree).Select(Sorted).Order(StringComparer.Ordinal))})";

    private static int Nodes(string tree) => tree.Length / 2;

    private static int Density(string tree) => Branches(tree).Aggregate(Nodes(tree), (product, branch) => product * Density(branch));

    private static Surd[] Phi(string tree) => Branches(tree).Select(Phi)
        .Aggregate(A.Select(_ => Surd.One), (product, phi) => product.Select((factor, i) => factor * A[i].Select((entry, j) => entry * phi[j]).Aggregate(Surd.Zero, (sum, term) => sum + term)))
        .ToArray();

    private static IEnumerable<string> Branches(string tree)
    {
        var (depth, start) = (0, 1);
        for (var place = 1; place < tree.Length - 1; place++)
        {
            depth += tree[place] == '(' ? 1 : -1;
            if (depth > 0)
                continue;
            yield return tree[start..(place + 1)];
            start = place + 1;
        }
    }
}
