namespace HoDsl.Generator.Language;

/// <summary>The names that stand in an expression.</summary>
internal static class ExpressionNames
{
    /// <summary>All of them, each as often as it stands there.</summary>
    public static IEnumerable<string> Of(Expression expression)
    {
        // A sum leans to the left, one level a term: the stack of the processor would not hold a long one.
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
