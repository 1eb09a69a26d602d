namespace HoDsl.Generator.Language;

/// <summary>A place in a file: a run of characters on one line. Line and column count from 0.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Start">The offset of the first character in the file.</param>
/// <param name="Length">How many characters; 0 for a place between two.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column of the first character.</param>
public readonly record struct Span(string File, int Start, int Length, int Line, int Column)
{
    /// <summary>The offset behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>As compilers print it: `path(line,column)`, counted from 1.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}({Line + 1},{Column + 1})");

    /// <summary>The beginning of a file.</summary>
    public static Span StartOf(string file) => new(file, 0, 0, 0, 0);

    /// <summary>From the first character of this place to the last one of another; this place alone if the other is on another line.</summary>
    public Span To(Span last) => last.Line == Line ? this with { Length = last.End - Start } : this;
}
