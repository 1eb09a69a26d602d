using System.Text;
using System.Text.RegularExpressions;

namespace HoDsl.Cli.Tests;

/// <summary>What a terminal of some width shows of what is written to it: letters, ends of lines, and the control sequences that move and erase.</summary>
/// <remarks>ECMA-48, and xterm's rule that a full row is left only when another letter comes.</remarks>
internal sealed partial class Screen(int width)
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row;
    private int _column;

    /// <summary>The rows without blanks at their ends.</summary>
    public IReadOnlyList<string> Rows => [.. _rows.Select(row => row.ToString().TrimEnd())];

    /// <summary>Shows a text, and says which rows there are then.</summary>
    public void Show(string text)
    {
        foreach (Match token in Tokens().Matches(text))
        {
            if (token.Groups["letter"].Success) Put(token.Value[0]);
            else if (token.Value == "\r") _column = 0;
            else if (token.Value == "\n") MoveDown();
            else Obey(token.Groups["command"].Value, token.Groups["number"].Value is { Length: > 0 } number ? int.Parse(number) : null);
        }
    }

    private void Put(char letter)
    {
        if (_column == width) MoveDown();
        var row = _rows[_row];
        if (row.Length <= _column) row.Append(' ', _column + 1 - row.Length);
        row[_column++] = letter;
    }

    private void MoveDown()
    {
        (_row, _column) = (_row + 1, 0);
        if (_row == _rows.Count) _rows.Add(new());
    }

    private void Obey(string command, int? number)
    {
        switch (command)
        {
            case "A":
                _row = Math.Max(0, _row - (number ?? 1));
                break;
            case "K" when number == 2:
                _rows[_row].Clear();
                break;
            case "J" when number is null or 0:
                _rows[_row].Length = Math.Min(_rows[_row].Length, _column);
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            case "m" or "h" or "l":
                break;
            default:
                throw new NotSupportedException($"{number}{command}");
        }
    }

    [GeneratedRegex("\\e\\[[?]?(?<number>[0-9]*)[;0-9]*(?<command>[A-Za-z])|[\\r\\n]|(?<letter>[^\\e])", RegexOptions.Singleline)]
    private static partial Regex Tokens();
}
