namespace HoDsl.Generator.Networks;

/// <summary>How a state goes past the subnet where a body changes width or resolution.</summary>
internal static class Shortcuts
{
    /// <summary>Averages over squares, and channels of zeros.</summary>
    public const string AveragePool = "average-pool";

    /// <summary>No way past the subnet.</summary>
    public const string None = "none";

    /// <summary>The words, the one that is meant where none is given first.</summary>
    public static readonly string[] Words = ["conv", "conv-bn", "preact-conv", "pad", AveragePool, None];

    /// <summary>What a shortcut costs.</summary>
    public static Cost CostOf(string word, Shape from, Shape to, int stride)
    {
        var tally = new Tally(from);
        return word switch
        {
            "conv" => tally.Conv(1, to.Channels, stride).Cost,
            "conv-bn" => tally.Conv(1, to.Channels, stride).Norm().Cost,
            "preact-conv" => tally.Norm().Function().Conv(1, to.Channels, stride).Cost,
            AveragePool when stride > 1 => tally.Add(to with { Channels = from.Channels }).Cost,
            _ => default,
        };
    }
}
