using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>One line of a file, without its comment, its line end and the blanks before them.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Text">The characters.</param>
/// <param name="Start">The offset of the line in the file.</param>
/// <param name="Number">The number of the line, from 0.</param>
internal readonly record struct TextLine(string File, string Text, int Start, int Number)
{
    /// <summary>The place of a run of the line's characters.</summary>
    public Span Span(int column, int length) => new(File, Start + column, length, Number, column);

    /// <summary>The place of all but the blanks before it.</summary>
    public Span Whole => Span(Text.Length - Text.TrimStart().Length, Text.TrimStart().Length);

    /// <summary>The lines of a file; none of one that cannot be read, which is reported.</summary>
    public static IEnumerable<TextLine> Of(SourceFile source, FindingBag findings)
    {
        // A byte order mark is no part of the first line, but offsets count it.
        if (source.Text is { } text)
            return Split(source.Path, text.StartsWith("\uFEFF", StringComparison.Ordinal) ? " " + text.Substring(1) : text);
        findings.Add(Rules.UnreadableFile, Language.Span.StartOf(source.Path));
        return [];
    }

    /// <summary>The lines of a text: LF, CRLF or CR end them, `#` outside quotes begins a comment.</summary>
    private static IEnumerable<TextLine> Split(string file, string text)
    {
        var (start, number) = (0, 0);
        while (start <= text.Length)
        {
            var end = text.IndexOfAny(['\r', '\n'], start);
            if (end < 0)
                end = text.Length;
            yield return new(file, WithoutComment(text.Substring(start, end - start)).TrimEnd(), start, number++);
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    private static string WithoutComment(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == '#' && !quoted)
                return line.Substring(0, i);
        }
        return line;
    }
}
