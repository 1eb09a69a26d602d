using System.Text;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Describing;

/// <summary>A scheme described: its tableau drawn, and a table of its facts.</summary>
internal sealed class Description(Scheme scheme, SchemeFacts facts)
{
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(scheme.Title is { } title ? $"{scheme.Name}: {title}" : scheme.Name);
        if (scheme.Source is { } source)
            text.AppendLine(source);
        text.AppendLine();
        foreach (var line in TableauDrawing.Draw(scheme.Tableau))
            text.AppendLine(line);
        text.AppendLine();
        var table = Fact.Of(scheme, facts).ToList();
        var width = table.Max(fact => fact.Name.Length) + 2;
        return text.AppendJoin(Environment.NewLine, table.Select(fact => fact.Name.PadRight(width) + fact.Value)).ToString();
    }
}
