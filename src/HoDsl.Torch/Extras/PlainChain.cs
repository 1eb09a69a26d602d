using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>A chain link by link.</summary>
internal static class PlainChain
{
    /// <summary>Calls each link with what the one before it gave, and multiplies the last one's result.</summary>
    public static Tensor Of(ITorchExtras extras, ReadOnlySpan<Link> links, Tensor input, Tensor? scale)
    {
        using var scope = NewDisposeScope();
        var map = input;
        foreach (var link in links)
            map = link.Norm is { } norm ? extras.BatchNormRelu(norm, map) : link.Convolution!.call(map);
        return (scale is null ? map : map * scale.to(map.dtype)).MoveToOuterDisposeScope();
    }
}
