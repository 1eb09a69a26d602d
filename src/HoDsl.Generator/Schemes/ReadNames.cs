using HoDsl.Generator.Language;

namespace HoDsl.Generator.Schemes;

/// <summary>The names that stand in expressions of directives.</summary>
internal static class ReadNames
{
    /// <summary>Those of a file.</summary>
    public static IEnumerable<string> Of(SchemeSyntax syntax) => syntax.Directives.SelectMany(Expressions).OfType<Expression>().SelectMany(Of);

    private static Expression?[] Expressions(Directive directive) => directive switch
    {
        LetDirective let => [let.Value],
        ParamDirective param => [param.Low, param.High],
        StepDirective step => [step.Value, step.Range?.Low, step.Range?.High],
        _ => [],
    };

    // A sum leans to the left, one level a term: the stack of the processor would not hold a long one.
    private static IEnumerable<string> Of(Expression expression)
    {
        var ahead = new Stack<Expression>([expression]);
        while (ahead.Count > 0)
        {
            var next = ahead.Pop();
            if (next is NameExpression name)
                yield return name.Name;
            foreach (var part in Parts(next))
                ahead.Push(part);
        }
    }

    private static Expression[] Parts(Expression expression) => expression switch
    {
        NegationExpression negation => [negation.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        PowerExpression power => [power.Base],
        RootExpression root => [root.Radicand],
        _ => [],
    };
}
