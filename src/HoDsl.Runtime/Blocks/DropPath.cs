namespace HoDsl.Runtime.Blocks;

/// <summary>Drop-path: in training, terms of the joins are dropped and the rest share their weight. A join is a row of the tableau that averages several stages.</summary>
/// <remarks>Source: Larsson et al., arXiv 1605.07648.</remarks>
/// <param name="Probability">How often a term is dropped where terms are drawn one by one; one of a join always survives.</param>
/// <param name="GlobalShare">The share of batches on which a single column lives instead.</param>
public sealed record DropPath(double Probability, double GlobalShare = 0.5)
{
    /// <summary>How often a term is dropped where terms are drawn one by one.</summary>
    /// <exception cref="UserException">It is no probability.</exception>
    public double Probability { get; init; } = Blocks.Probability.Checked(Probability, "Drop-path's probability");

    /// <summary>The share of batches on which a single column lives.</summary>
    /// <exception cref="UserException">It is no probability.</exception>
    public double GlobalShare { get; init; } = Blocks.Probability.Checked(GlobalShare, "Drop-path's global share");
}
