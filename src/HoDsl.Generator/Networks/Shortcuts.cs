using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Networks;

/// <summary>How a state goes past the subnet where a body changes width or resolution.</summary>
internal static class Shortcuts
{
    /// <summary>Averages over squares, and channels of zeros.</summary>
    public const string AveragePool = "average-pool";

    /// <summary>Every other pixel, and channels of zeros.</summary>
    public const string Pad = "pad";

    /// <summary>No way past the subnet.</summary>
    public const string None = "none";

    /// <summary>The words, the one that is meant where none is given first.</summary>
    public static readonly string[] Words = ["conv", "conv-bn", "preact-conv", Pad, AveragePool, None];

    /// <summary>What a shortcut costs.</summary>
    /// <exception cref="ShapeException">It cannot lead from one shape to the other.</exception>
    public static Cost CostOf(string word, Shape from, Shape to, int stride)
    {
        var tally = new Tally(from);
        return word switch
        {
            "conv" => tally.Conv(1, to.Channels, stride).Cost,
            "conv-bn" => tally.Conv(1, to.Channels, stride).Norm().Cost,
            "preact-conv" => tally.Norm().Function().Conv(1, to.Channels, stride).Cost,
            AveragePool => Padded(tally, to, averages: stride > 1).Cost,
            Pad => Padded(tally, to, averages: false).Cost,
            _ => default,
        };
    }

    private static Tally Padded(Tally tally, Shape to, bool averages)
    {
        var channels = tally.RequireMap().Shape.Channels;
        tally.Require(to.Channels >= channels, $"it adds channels of zeros, and cannot lead to {Quantity.Of(to.Channels, "channel")}; write 'shortcut conv'");
        return averages ? tally.Add(to with { Channels = channels }) : tally;
    }
}
