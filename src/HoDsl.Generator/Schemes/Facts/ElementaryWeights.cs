using System.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The elementary weights b Phi(t) of a row of weights, in fixed-point arithmetic.</summary>
/// <remarks>
/// Phi(single) = 1, Phi([t1 .. tm]) = A Phi(t1) * .. * A Phi(tm), elementwise. Seen from within a tree, all that surrounds a subtree acts on
/// its Phi as a row: b at first, w * A Phi(branch) beside a branch, (w * Phi(rest)) A below the rest. Trees share their surroundings, and
/// subtrees of half their size are few.
/// </remarks>
internal sealed class ElementaryWeights
{
    private readonly StageWeights _stages;
    private readonly Surroundings _nothing;

    /// <summary>The elementary weights of a row.</summary>
    public ElementaryWeights(StageWeights stages, Row weights) => (_stages, _nothing) = (stages, new(stages.Rounded(weights)));

    /// <summary>b Phi(t)</summary>
    public BigInteger Of(RootedTree tree)
    {
        var (around, half) = (_nothing, tree.Order / 2);
        while (tree.Order > half && tree.Rest is { } rest && tree.LastBranch is { } branch)
        {
            (around, tree) = branch.Order < rest.Order
                ? (around.BesideBranch.Of(branch, () => new(_stages.Product(around.Row, _stages.Inputs(branch)))), rest)
                : (around.BelowRest.Of(rest, () => new(_stages.TimesMatrix(_stages.Product(around.Row, _stages.Phi(rest))))), branch);
        }
        return _stages.Sum(around.Row, _stages.Phi(tree));
    }

    /// <summary>What surrounds a subtree, as the row that acts on its Phi.</summary>
    private sealed class Surroundings(BigInteger[] row)
    {
        public BigInteger[] Row => row;

        public ByTree<Surroundings> BesideBranch { get; } = new();

        public ByTree<Surroundings> BelowRest { get; } = new();
    }
}
