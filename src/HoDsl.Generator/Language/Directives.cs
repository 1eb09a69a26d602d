using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Language;

/// <summary>A name where it stands.</summary>
public sealed record Word(string Text, Span Span);

/// <summary>A line above the tableau.</summary>
/// <param name="Keyword">The word or words that begin it.</param>
public abstract record Directive(Word Keyword)
{
    /// <summary>What it settles: a file says this once, and an extending file says it anew. A name, or what the keyword is about.</summary>
    public virtual string Subject => Keyword.Text;
}

/// <summary>scheme Name "title" extends Base</summary>
public sealed record HeaderDirective(Word Keyword, Word Name, string? Title, Word? Base) : Directive(Keyword);

/// <summary>source "where the scheme was published"</summary>
public sealed record SourceDirective(Word Keyword, string Text) : Directive(Keyword);

/// <summary>What is claimed of a row of weights: 4, 5 to 1e-12.</summary>
/// <param name="Order">The order.</param>
/// <param name="Tolerance">How far residuals may lie from 0; 0 for exact claims.</param>
public sealed record OrderClaim(int Order, Rational Tolerance)
{
    /// <summary>Whether its tolerance tells 1/order!, what an exact solution has of the tallest tree, from the 0 of a method of too few stages.</summary>
    public bool TellsTallestTree
    {
        get
        {
            var share = Tolerance;
            for (var factor = 2; factor <= Order && share.Sign > 0 && share.CompareTo(1) < 0; factor++)
                share *= factor;
            return share.CompareTo(1) < 0;
        }
    }
}

/// <summary>order 4: what is claimed of the weights.</summary>
public sealed record OrderDirective(Word Keyword, OrderClaim Claim) : Directive(Keyword);

/// <summary>embedded order 5: what is claimed of the second row of weights.</summary>
public sealed record EmbeddedOrderDirective(Word Keyword, OrderClaim Claim) : Directive(Keyword);

/// <summary>let s = sqrt(6)</summary>
public sealed record LetDirective(Word Keyword, Word Name, Expression Value) : Directive(Keyword)
{
    /// <inheritdoc/>
    public override string Subject => Name.Text;
}

/// <summary>step 1/2, step learnable init 1 range [1/8, 4] per channel scales output</summary>
/// <param name="Keyword">`step`</param>
/// <param name="IsLearnable">Whether the step is a parameter.</param>
/// <param name="Value">The constant step, or the learnable one's initial value; null for 1.</param>
/// <param name="Range">Where a learnable step stays; null for anywhere.</param>
/// <param name="IsPerChannel">Whether each channel has a step of its own.</param>
/// <param name="ScalesOutputOnly">Whether only the final increment is scaled.</param>
public sealed record StepDirective(
    Word Keyword, bool IsLearnable, Expression? Value, RangeSyntax? Range, bool IsPerChannel, bool ScalesOutputOnly) : Directive(Keyword);

/// <summary>[low, high]</summary>
public sealed record RangeSyntax(Expression Low, Expression High, Span Span);

/// <summary>states y, y[-1]: what a block takes and gives.</summary>
public sealed record StatesDirective(Word Keyword, IReadOnlyList<StateSyntax> States) : Directive(Keyword);

/// <summary>One state of a `states` directive.</summary>
/// <param name="Name">The name before brackets: `y` of `y[-1]`.</param>
/// <param name="Lag">How many blocks ago; 0 for a state of now.</param>
/// <param name="IsSplit">Whether it begins as the first part of the split channels.</param>
/// <param name="IsZero">Whether it begins at zero.</param>
/// <param name="Span">Where it stands.</param>
public sealed record StateSyntax(string Name, int Lag, bool IsSplit, bool IsZero, Span Span)
{
    /// <summary>The name as the file writes it: `y[-1]`.</summary>
    public string Text => Lag == 0 ? Name : FormattableString.Invariant($"{Name}[-{Lag}]");
}

/// <summary>param k learnable init uniform(-0.1, 0) per block: a coefficient that is learnt.</summary>
/// <param name="Keyword">`param`</param>
/// <param name="Name">The name that cells use.</param>
/// <param name="Low">The initial value, or the lowest one of a uniform draw; null for 0.</param>
/// <param name="High">The highest one of a uniform draw; null for a fixed initial value.</param>
/// <param name="IsPerChannel">Whether each channel has one of its own.</param>
public sealed record ParamDirective(Word Keyword, Word Name, Expression? Low, Expression? High, bool IsPerChannel) : Directive(Keyword)
{
    /// <inheritdoc/>
    public override string Subject => Name.Text;
}

/// <summary>weights per stage, weights shared</summary>
public sealed record WeightsDirective(Word Keyword, bool AreShared) : Directive(Keyword);

/// <summary>after relu, after none</summary>
public sealed record AfterDirective(Word Keyword, bool IsRelu) : Directive(Keyword);

/// <summary>output weights, output embedded, output both</summary>
public sealed record OutputDirective(Word Keyword, BlockOutput Output) : Directive(Keyword);

/// <summary>Which rows of weights a block gives.</summary>
public enum BlockOutput
{
    /// <summary>The first row.</summary>
    Weights,

    /// <summary>The second row.</summary>
    Embedded,

    /// <summary>Both rows, from the same stages.</summary>
    Both,
}
