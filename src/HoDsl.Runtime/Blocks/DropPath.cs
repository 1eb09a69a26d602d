namespace HoDsl.Runtime.Blocks;

/// <summary>Drop-path: in training, terms of the joins are dropped and the rest share their weight. A join is a row of the tableau that averages several stages.</summary>
/// <remarks>Source: Larsson et al., arXiv 1605.07648.</remarks>
/// <param name="Probability">How often a term is dropped where terms are drawn one by one; one of a join always survives.</param>
/// <param name="GlobalShare">The share of batches on which a single column lives instead.</param>
public sealed record DropPath(double Probability, double GlobalShare = 0.5);
