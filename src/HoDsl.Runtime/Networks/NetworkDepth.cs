namespace HoDsl.Runtime.Networks;

/// <summary>The depth of a network as the literature counts it: stem and head are one layer each, the rest is the body.</summary>
public static class NetworkDepth
{
    private const int StemAndHead = 2;

    /// <summary>How many blocks a network of <paramref name="layers"/> layers has.</summary>
    /// <param name="scheme">The scheme's name, for the message.</param>
    /// <param name="layers">The depth, stem and head included.</param>
    /// <param name="layersPerBlock">How many layers one block adds.</param>
    /// <exception cref="UserException">That depth is not made of whole blocks; the message names the nearest that are.</exception>
    public static int Blocks(string scheme, int layers, int layersPerBlock) =>
        Fault(scheme, layers, layersPerBlock) is { } fault ? throw new UserException(fault) : (layers - StemAndHead) / layersPerBlock;

    /// <summary>Says why a depth is not possible, or null where it is.</summary>
    public static string? Fault(string scheme, int layers, int layersPerBlock)
    {
        var blocks = Math.DivRem(layers - StemAndHead, layersPerBlock, out var rest);
        if (layers > StemAndHead && rest == 0) return null;
        var below = StemAndHead + blocks * layersPerBlock;
        var nearest = layers > StemAndHead + layersPerBlock
            ? $"the nearest depths are {below} and {below + layersPerBlock}"
            : $"the smallest depth is {StemAndHead + layersPerBlock}";
        return $"A network of {layers} layers cannot be made of {scheme} blocks, which have {layersPerBlock} layers each beside stem and head; {nearest}.";
    }
}
