using System.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Tests.Orders;

public class RootedTreeTests
{
    /// <summary>The numbers of rooted trees: Hairer, Norsett, Wanner, Solving ODEs I, table II.2.1.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(5, 9)]
    [InlineData(6, 20)]
    [InlineData(7, 48)]
    [InlineData(8, 115)]
    [InlineData(9, 286)]
    [InlineData(10, 719)]
    public void There_are_as_many_trees_as_Cayley_counted(int order, int count) => Assert.Equal(count, RootedTree.OfOrder(order).Count);

    /// <summary>The conditions of order 4: Hairer, Norsett, Wanner, Solving ODEs I, equation II.1.11.</summary>
    [Theory]
    [InlineData("b c^3", 4)]
    [InlineData("b c A c", 8)]
    [InlineData("b A c^2", 12)]
    [InlineData("b A A c", 24)]
    public void The_conditions_of_order_4_are_the_known_ones(string formula, int density) =>
        Assert.Equal(density, Assert.Single(RootedTree.OfOrder(4), tree => tree.Formula == formula).Density);

    [Fact]
    public void Formulas_tell_all_trees_apart() => Assert.All(Enumerable.Range(2, 8), order =>
        Assert.Equal(RootedTree.OfOrder(order).Count, RootedTree.OfOrder(order).Select(tree => tree.Formula).Distinct().Count()));

    [Fact]
    public void The_density_of_a_tall_tree_is_a_factorial() =>
        Assert.Equal(new BigInteger(3628800), RootedTree.OfOrder(10).Max(tree => tree.Density));

    /// <summary>n! / (gamma sigma) numberings of each tree that grow from the root; each of the (n-1)! such trees with numbers is counted once.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 6)]
    [InlineData(7, 720)]
    [InlineData(10, 362880)]
    public void Density_and_symmetry_count_the_numbered_trees(int order, int count)
    {
        var factorial = Enumerable.Range(1, order).Aggregate(BigInteger.One, (product, factor) => product * factor);
        Assert.Equal(count, RootedTree.OfOrder(order).Aggregate(BigInteger.Zero, (sum, tree) => sum + factorial / (tree.Density * tree.Symmetry)));
    }
}
