using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>A value for each rooted tree that was asked for.</summary>
internal sealed class ByTree<T>
{
    private readonly Dictionary<RootedTree, T> _values = [];

    /// <summary>The value of a tree, computed where it is not known.</summary>
    public T Of(RootedTree tree, Func<T> compute)
    {
        if (!_values.TryGetValue(tree, out var value))
            _values[tree] = value = compute();
        return value;
    }
}
