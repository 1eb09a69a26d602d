using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>A chain link by link.</summary>
internal static class PlainChain
{
    /// <summary>Calls each link with what the one before it gave.</summary>
    public static Tensor Of(ITorchExtras extras, ReadOnlySpan<Link> links, Tensor input)
    {
        using var scope = NewDisposeScope();
        var map = input;
        foreach (var link in links)
            map = link.Norm is { } norm ? extras.BatchNormRelu(norm, map) : link.Convolution!.call(map);
        return map.MoveToOuterDisposeScope();
    }
}
