using HoDsl.Generator.Language;

namespace HoDsl.Generator.Schemes;

/// <summary>The names that stand in expressions of directives.</summary>
internal static class ReadNames
{
    /// <summary>Those of a file.</summary>
    public static IEnumerable<string> Of(SchemeSyntax syntax) => syntax.Directives.SelectMany(Expressions).OfType<Expression>().SelectMany(ExpressionNames.Of);

    private static Expression?[] Expressions(Directive directive) => directive switch
    {
        LetDirective let => [let.Value],
        ParamDirective param => [param.Low, param.High],
        StepDirective step => [step.Value, step.Range?.Low, step.Range?.High],
        _ => [],
    };
}
