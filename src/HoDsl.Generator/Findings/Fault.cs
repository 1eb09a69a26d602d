using HoDsl.Generator.Language;

namespace HoDsl.Generator.Findings;

/// <summary>What ends the reading of a line or the evaluation of a cell, and of nothing else: whoever reads the next one reports it.</summary>
internal sealed class Fault(Rule rule, Span span, params object[] arguments) : Exception(rule.Title)
{
    public Rule Rule { get; } = rule;

    public Span Span { get; } = span;

    public object[] Arguments { get; } = arguments;
}
