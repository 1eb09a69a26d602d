using System.Globalization;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Findings;

/// <summary>Gathers findings.</summary>
public sealed class FindingBag
{
    /// <summary>What of a word or a number of the file a message repeats, at most.</summary>
    private const int LongestArgument = 200;

    private readonly List<Finding> _findings = [];

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors => _findings.Exists(finding => finding.Rule.Severity == Severity.Error);

    /// <summary>Adds a finding at a place.</summary>
    public void Add(Rule rule, Span span, params object[] arguments) => _findings.Add(new(rule, span, arguments.Select(Text).ToEquatableArray()));

    /// <summary>The same where what is refused was to be returned: gives null, or false.</summary>
    internal T? Refuse<T>(Rule rule, Span span, params object[] arguments)
    {
        Add(rule, span, arguments);
        return default;
    }

    /// <summary>Adds what ended a reading or an evaluation.</summary>
    internal void Add(Fault fault) => Add(fault.Rule, fault.Span, fault.Arguments);

    /// <summary>All of them, in the order of their places.</summary>
    public EquatableArray<Finding> ToEquatableArray() => _findings.Count == 0 ? EquatableArray<Finding>.Empty : _findings.OrderBy(finding => finding.Span.Start).ToEquatableArray();

    // Messages are one line, and not a long one.
    private static string Text(object argument)
    {
        var text = string.Concat(Convert.ToString(argument, CultureInfo.InvariantCulture).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\ufffd' : c));
        if (text.Length <= LongestArgument)
            return text;
        // Half a character outside the basic plane is none.
        var end = char.IsHighSurrogate(text[LongestArgument - 1]) ? LongestArgument - 1 : LongestArgument;
        return text.Substring(0, end) + "...";
    }
}
