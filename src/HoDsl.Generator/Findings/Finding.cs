using System.Globalization;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Findings;

/// <summary>A fault or a fact that the compiler found, at its place in a file.</summary>
/// <param name="Rule">What kind of finding.</param>
/// <param name="Span">The place: the exact token.</param>
/// <param name="Arguments">What the message's places are filled with.</param>
public sealed record Finding(Rule Rule, Span Span, EquatableArray<string> Arguments)
{
    /// <summary>The finding that tells of a fault of the compiler, in the file that caused it.</summary>
    public static Finding OfFailure(string path, Exception fault) =>
        new(Rules.CompilerFailed, Span.StartOf(path), new[] { $"{fault.GetType().Name}: {fault.Message}" }.ToEquatableArray());

    /// <summary>The message, in full.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.Message, Arguments.ToArray<object>());

    /// <summary>As compilers print it: `path(line,column): error HO0201: message`, counted from 1.</summary>
    public override string ToString() =>
        $"{Span}: {Rule.Severity.ToString().ToLowerInvariant()} {Rule.Id}: {Message}";
}
