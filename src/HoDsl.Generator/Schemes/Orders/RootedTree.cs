using System.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>A rooted tree: each stands for one elementary differential of f, and so for one order condition.</summary>
/// <remarks>Source: Butcher, Numerical Methods for ODEs, chapter 3; Hairer, Norsett, Wanner, Solving ODEs I, section II.2.</remarks>
internal sealed class RootedTree
{
    /// <summary>The tree of one node.</summary>
    public static readonly RootedTree Single = new(null, null, 0);

    private static readonly List<RootedTree[]> ByOrder = [[], [Single]];

    private RootedTree(RootedTree? rest, RootedTree? branch, int index)
    {
        (Rest, LastBranch, Index) = (rest, branch, index);
        Order = rest is null ? 1 : rest.Order + branch!.Order;
        BranchDensity = rest is null ? BigInteger.One : rest.BranchDensity * branch!.Density;
        LastMultiplicity = rest is not null && rest.LastBranch == branch ? rest.LastMultiplicity + 1 : 1;
        Symmetry = rest is null ? BigInteger.One : rest.Symmetry * branch!.Symmetry * LastMultiplicity;
    }

    /// <summary>The tree without its last branch; null for the single node.</summary>
    public RootedTree? Rest { get; }

    /// <summary>The last of the branches, which stand in descending order; null for the single node.</summary>
    public RootedTree? LastBranch { get; }

    /// <summary>The number of nodes.</summary>
    public int Order { get; }

    /// <summary>The place among all trees, by order.</summary>
    public int Index { get; }

    /// <summary>The density gamma: the order times the densities of the branches. The exact solution has the coefficient 1/gamma.</summary>
    public BigInteger Density => Order * BranchDensity;

    /// <summary>The symmetry sigma: in how many ways branches that are alike can change places, at all nodes together.</summary>
    public BigInteger Symmetry { get; }

    private BigInteger BranchDensity { get; }

    // How many of the branches are like the last one.
    private int LastMultiplicity { get; }

    /// <summary>All trees with a number of nodes: 1, 1, 2, 4, 9, 20, 48, 115, 286, 719, ...</summary>
    public static IReadOnlyList<RootedTree> OfOrder(int order)
    {
        lock (ByOrder)
        {
            while (ByOrder.Count <= order)
                ByOrder.Add([.. Grow(ByOrder.Count, ByOrder.Sum(trees => trees.Length))]);
            return ByOrder[order];
        }
    }

    /// <summary>The order condition's sum in the usual symbols: `b c^2`, `b A c`, `b c A(c A c)`.</summary>
    public string Formula => "b " + Product();

    // Each tree arises once: as a smaller tree and one more branch that does not exceed its last one.
    private static IEnumerable<RootedTree> Grow(int order, int firstIndex) =>
        (from branchOrder in Enumerable.Range(1, order - 1)
         from branch in ByOrder[branchOrder]
         from rest in ByOrder[order - branchOrder]
         where rest.LastBranch is null || rest.LastBranch.Index >= branch.Index
         select (rest, branch)).Select((pair, i) => new RootedTree(pair.rest, pair.branch, firstIndex + i));

    private IEnumerable<RootedTree> Branches => Rest is null ? [] : Rest.Branches.Append(LastBranch!);

    private string Product()
    {
        var leaves = Branches.Count(branch => branch == Single);
        var factors = Branches.Where(branch => branch != Single).Select(branch => branch.Factor());
        return string.Join(" ", leaves switch { 0 => factors, 1 => factors.Prepend("c"), _ => factors.Prepend($"c^{leaves}") });
    }

    private string Factor() => Branches.Count(branch => branch != Single) == 0 || Branches.Count() == 1 ? $"A {Product()}" : $"A({Product()})";
}
