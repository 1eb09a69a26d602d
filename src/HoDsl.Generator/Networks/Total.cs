namespace HoDsl.Generator.Networks;

/// <summary>Sees to it that what a network costs can be counted: sums, and the bytes that they are, have 64 bits, and a depth has 32.</summary>
internal sealed class Total
{
    private Cost _cost;
    private Held _held;
    private int _depth;

    /// <summary>Adds an item.</summary>
    /// <exception cref="OverflowException">That is too much.</exception>
    public void Add(NetworkItem item)
    {
        _cost += item.Cost;
        _held += item.Held;
        _depth = checked(_depth + (item.Depth ?? 0));
        _ = checked(sizeof(float) * (_cost.Activations + _cost.Peak + _held.Sum));
    }
}
