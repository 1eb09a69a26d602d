using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Findings;

/// <summary>Gathers findings.</summary>
public sealed class FindingBag
{
    private readonly List<Finding> _findings = [];

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors => _findings.Exists(finding => finding.Rule.Severity == Severity.Error);

    /// <summary>Adds a finding at a place.</summary>
    public void Add(Rule rule, Span span, params string[] arguments) => _findings.Add(new(rule, span, arguments.ToEquatableArray()));

    /// <summary>Adds what ended a reading or an evaluation.</summary>
    internal void Add(Fault fault) => Add(fault.Rule, fault.Span, fault.Arguments);

    /// <summary>All of them, in the order of their places.</summary>
    public EquatableArray<Finding> ToEquatableArray() => _findings.OrderBy(finding => finding.Span.Start).ToEquatableArray();
}
