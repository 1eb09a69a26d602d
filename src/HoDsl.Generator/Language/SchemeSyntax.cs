namespace HoDsl.Generator.Language;

/// <summary>A cell of a row; without an expression it is `.`, which is 0.</summary>
public sealed record CellSyntax(Expression? Value, Span Span);

/// <summary>A row of the tableau.</summary>
/// <param name="Head">What stands before the first bar: the node of a stage or the label of a result; null where nothing does.</param>
/// <param name="States">The weights of the states, between two bars; null in a tableau of one bar.</param>
/// <param name="Cells">The weights of the stages, behind the last bar.</param>
/// <param name="Span">The row without the blanks around.</param>
public sealed record RowSyntax(Expression? Head, IReadOnlyList<CellSyntax>? States, IReadOnlyList<CellSyntax> Cells, Span Span);

/// <summary>The names above the columns.</summary>
/// <param name="States">Those of the states; null in a tableau of one bar.</param>
/// <param name="Stages">Those of the stages.</param>
public sealed record CaptionSyntax(IReadOnlyList<Word>? States, IReadOnlyList<Word> Stages);

/// <summary>What a tableau file says, before anything is evaluated.</summary>
/// <param name="Directives">The lines above the tableau, in the order of the file.</param>
/// <param name="Caption">The names above the columns; null where there are none.</param>
/// <param name="StageRows">The rows above the rule.</param>
/// <param name="WeightRows">The rows below it.</param>
public sealed record SchemeSyntax(
    IReadOnlyList<Directive> Directives, CaptionSyntax? Caption, IReadOnlyList<RowSyntax> StageRows, IReadOnlyList<RowSyntax> WeightRows)
{
    /// <summary>A file that says nothing.</summary>
    public static SchemeSyntax Empty { get; } = new([], null, [], []);

    /// <summary>The `scheme` line; null where the file has none.</summary>
    public HeaderDirective? Header { get; } = Directives.OfType<HeaderDirective>().FirstOrDefault();

    /// <summary>Whether the file draws a tableau.</summary>
    public bool HasRows => StageRows.Count + WeightRows.Count > 0;

    /// <summary>The directive of a kind; null where the file has none.</summary>
    public TDirective? Find<TDirective>() where TDirective : Directive => Directives.OfType<TDirective>().FirstOrDefault();
}
