using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace HoDsl.Snapshots;

/// <summary>Writes diagnostics the way Verify does: unquoted JSON, zero-based positions, backslashes in paths.</summary>
internal static class DiagnosticText
{
    public static string Of(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder("{\n  Diagnostics: [\n");
        text.AppendJoin(",\n", diagnostics.Select(Entry));
        return text.Append("\n  ]\n}").ToString();
    }

    private static string Entry(Diagnostic diagnostic)
    {
        var members = new List<string>();
        if (diagnostic.Location != Location.None)
        {
            var span = diagnostic.Location.GetMappedLineSpan();
            members.Add(Member("Location", span.IsValid ? $"{span.Path.Replace('/', '\\')}: {span.Span}" : ""));
        }

        members.Add(Member("Message", diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        members.Add(Member("Severity", $"{diagnostic.Severity}"));
        if (diagnostic.WarningLevel != 0)
        {
            members.Add(Member("WarningLevel", $"{diagnostic.WarningLevel}"));
        }

        members.Add($"      Descriptor: {{\n{Descriptor(diagnostic.Descriptor)}\n      }}");
        return $"    {{\n{string.Join(",\n", members)}\n    }}";
    }

    private static string Descriptor(DiagnosticDescriptor descriptor)
    {
        var members = new List<string>
        {
            Member("Id", descriptor.Id),
            Member("Title", descriptor.Title.ToString(CultureInfo.InvariantCulture)),
        };
        AddIfAny(members, "Description", descriptor.Description.ToString(CultureInfo.InvariantCulture));
        AddIfAny(members, "HelpLink", descriptor.HelpLinkUri);
        members.Add(Member("MessageFormat", descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture)));
        members.Add(Member("Category", descriptor.Category));
        members.Add(Member("DefaultSeverity", $"{descriptor.DefaultSeverity}"));
        members.Add(Member("IsEnabledByDefault", $"{descriptor.IsEnabledByDefault}".ToLowerInvariant()));
        if (descriptor.CustomTags.Any())
        {
            members.Add($"      CustomTags: [\n{string.Join(",\n", descriptor.CustomTags.Select(tag => $"        {tag}"))}\n      ]");
        }

        return string.Join(",\n", members.Select(member => Indent(member)));
    }

    private static void AddIfAny(List<string> members, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            members.Add(Member(name, value));
        }
    }

    private static string Member(string name, string value)
    {
        value = value.ReplaceLineEndings("\n");
        return value.Contains('\n') ? $"      {name}:\n{value.TrimStart('\n')}" : $"      {name}: {value}";
    }

    private static string Indent(string member) => "  " + member.Replace("\n      ", "\n        ", StringComparison.Ordinal);
}
