using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>The gradients that a captured work gives to leaves, in the memory of its graph: each replay writes them, and has the leaves have them again.</summary>
/// <remarks>A capture computes nothing: until the first replay they are those of the work as it was done before.</remarks>
internal sealed class GivenGradients : IDisposable
{
    [ThreadStatic]
    private static GivenGradients? current;

    private readonly List<(Tensor Named, Tensor Leaf, Tensor? Gradient)> leaves = [];

    /// <summary>Tells a capture of this thread that a leaf gives its gradient up.</summary>
    public static void GivesUp(Tensor leaf) => current?.Note(leaf);

    /// <summary>Notes what gives its gradient up until what it returns is disposed.</summary>
    public IDisposable Watch()
    {
        current = this;
        return new Undo(() => current = null);
    }

    /// <summary>Keeps what the leaves have been given instead, with the numbers of what they gave up.</summary>
    public void Keep()
    {
        using var constant = no_grad();
        for (var i = 0; i < leaves.Count; i++)
        {
            var (named, leaf, before) = leaves[i];
            var given = leaf.grad?.DetachFromDisposeScope();
            if (before is not null)
                given?.copy_(before);
            before?.Dispose();
            leaves[i] = (named, leaf, given);
        }
    }

    /// <summary>Gives them to the leaves anew.</summary>
    public void Give()
    {
        foreach (var (_, leaf, gradient) in leaves)
            leaf.grad = gradient;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, leaf, gradient) in leaves)
        {
            leaf.Dispose();
            gradient?.Dispose();
        }

        leaves.Clear();
    }

    private void Note(Tensor leaf)
    {
        if (!leaves.Any(entry => ReferenceEquals(entry.Named, leaf)))
            leaves.Add((leaf, leaf.alias().DetachFromDisposeScope(), leaf.grad?.DetachFromDisposeScope()));
    }
}
