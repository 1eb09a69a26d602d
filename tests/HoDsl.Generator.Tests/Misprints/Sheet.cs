using System.Globalization;
using System.Text.RegularExpressions;

namespace HoDsl.Generator.Tests.Misprints;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    Node,
    Entry,
    Weight,
}

/// <summary>A cell that is not `.`, where it stands in the text; line and column count from 0.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Line">Its line.</param>
/// <param name="Column">The column of its first character.</param>
/// <param name="Text">Its characters.</param>
public sealed record SheetCell(CellKind Kind, int Line, int Column, string Text);

/// <summary>The text of a scheme, for making misprints in it.</summary>
internal sealed class Sheet
{
    private readonly string[] _lines;
    private readonly int _rule;

    private Sheet(string[] lines)
    {
        _lines = lines;
        _rule = Array.FindIndex(lines, line => line.StartsWith("---", StringComparison.Ordinal));
        Cells = [.. Rows.SelectMany(CellsOf)];
    }

    /// <summary>The cells that are not `.`.</summary>
    public IReadOnlyList<SheetCell> Cells { get; }

    /// <summary>The lines of the rows.</summary>
    public IEnumerable<int> Rows => Enumerable.Range(0, _lines.Length).Where(line => _lines[line].Contains('|'));

    /// <summary>The lines of the stage rows.</summary>
    public IReadOnlyList<int> StageRows => [.. Rows.Where(line => line < _rule)];

    /// <summary>The lines of the rows of weights.</summary>
    public IReadOnlyList<int> WeightRows => [.. Rows.Where(line => line > _rule)];

    /// <summary>The lines of the directives.</summary>
    public IEnumerable<int> Directives => Enumerable.Range(0, _rule).Where(line => Regex.IsMatch(_lines[line], "^[a-z]"));

    /// <summary>How many digits behind the point the claims tell apart beyond doubt.</summary>
    public int Digits => _lines.Select(line => Regex.Match(line, @"^order \d+ to 1e-(\d+)")).FirstOrDefault(match => match.Success) is { } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 3
        : int.MaxValue;

    /// <summary>The text of a file.</summary>
    public static Sheet Read(string path) => new(TableauFiles.Read(path).TrimEnd().Split('\n'));

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n", _lines);

    /// <summary>All cells of a row, the `.` too.</summary>
    public IReadOnlyList<string> Row(int line) => _lines[line].Split('|')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text with another line.</summary>
    public string WithLine(int line, string text) => string.Join("\n", _lines.Select((old, i) => i == line ? text : old));

    /// <summary>The text with other cells in a row.</summary>
    public string WithRow(int line, IEnumerable<string> cells) => WithLine(line, $"{_lines[line].Split('|')[0]}| {string.Join("  ", cells)}");

    /// <summary>The text with another text in one cell.</summary>
    public string With(SheetCell cell, string text) =>
        WithLine(cell.Line, _lines[cell.Line][..cell.Column] + text + _lines[cell.Line][(cell.Column + cell.Text.Length)..]);

    /// <summary>The text without a line.</summary>
    public string Without(int line) => string.Join("\n", _lines.Where((_, i) => i != line));

    /// <summary>The text with a line twice.</summary>
    public string WithTwice(int line) => WithLine(line, _lines[line] + "\n" + _lines[line]);

    private IEnumerable<SheetCell> CellsOf(int line) => Regex.Matches(_lines[line], @"[^\s|]+").Where(match => match.Value != ".").Select(match =>
        new SheetCell(match.Index < _lines[line].IndexOf('|') ? CellKind.Node : line < _rule ? CellKind.Entry : CellKind.Weight, line, match.Index, match.Value));
}
