using System.Text;

namespace HoDsl.Generator.Emit;

/// <summary>Writes C#, indented, with LF.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines; an empty text is a blank line.</summary>
    public CodeWriter Lines(params string[] lines)
    {
        foreach (var line in lines)
            _text.Append(line.Length == 0 ? "" : new string(' ', 4 * _depth)).Append(line).Append('\n');
        return this;
    }

    /// <summary>Writes an XML documentation comment of one element.</summary>
    public CodeWriter Doc(string summary) => Lines($"/// <summary>{Literals.Xml(summary)}</summary>");

    /// <summary>Writes an XML documentation comment of a parameter.</summary>
    public CodeWriter DocParameter(string name, string description) => Lines($"""/// <param name="{name}">{Literals.Xml(description)}</param>""");

    /// <summary>Writes a head and a body in braces.</summary>
    public CodeWriter Block(string head, Action body)
    {
        Lines(head, "{");
        _depth++;
        body();
        _depth--;
        return Lines("}");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
