using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>One edit of one file among 1,000, to a text that was never there before.</summary>
public class OneEdit
{
    private static readonly Dictionary<string, Edited> Edits = new()
    {
        ["a comment"] = new("rk4", Replaced("order 4", "order 4 # {0}")),
        ["a title"] = new("rk4", Replaced("The classical", "The {0}th classical")),
        ["a weight"] = new("rk4", Replaced("1/6  1/3  1/3  1/6", "1/6-{0}e-9  1/3  1/3+{0}e-9  1/6"), IsTrue: false),
        ["a tolerance"] = new("rk4", Replaced("order 4", "order 4 to {0}e-9")),
        ["a title of 16 stages"] = new("verner89", Replaced("Verner's 8(9) pair", "Verner's pair {0}")),
        ["a weight of 16 stages"] = new("verner89", Replaced("103/1680", "103/1680+{0}e-9"), IsTrue: false),
        ["a tolerance of 16 stages"] = new("verner89", Replaced("order 9", "order 9 to {0}e-12")),
        ["all weights of 16 stages"] = new("verner89", TowardsEmbedded),
    };

    private Edited _edit = null!;
    private TableauText _original = null!;
    private TableauText _file = null!;
    private GeneratorDriver _driver = null!;
    private int _edits;

    /// <summary>
    /// What is edited: the weight becomes a wrong one, whose place is looked for; within another tolerance the exact proofs hold that are known; all
    /// weights, moved towards the embedded ones, are another method of their order, which is proved.
    /// </summary>
    [ParamsSource(nameof(All))]
    public string What { get; set; } = "";

    public static IEnumerable<string> All => Edits.Keys;

    [GlobalSetup]
    public void MakeProject()
    {
        var files = TableauFiles.Project(Generation.Files).ToArray();
        _edit = Edits[What];
        _original = _file = Array.Find(files, file => file.Path == $"{_edit.Scheme}-0.tableau")!;
        _driver = Generation.Run(files);
        var isTrue = Edit().GetRunResult().Diagnostics.All(finding => finding.Severity != DiagnosticSeverity.Error);
        if (_file.Text == _original.Text || isTrue != _edit.IsTrue)
            throw new InvalidOperationException($"not the edit that was meant: {_file.Text}");
    }

    [Benchmark]
    [Limit(20)]
    public GeneratorDriver Edit()
    {
        var edited = new TableauText(_file.Path, _edit.Of(_original.Text, ++_edits));
        _driver = _driver.ReplaceAdditionalText(_file, edited).RunGenerators(Generation.Compilation);
        _file = edited;
        return _driver;
    }

    private static Func<string, int, string> Replaced(string old, string with) => (text, number) => text.Replace(old, string.Format(CultureInfo.InvariantCulture, with, number));

    // The conditions are linear in the weights: what both rows fulfil, every row on the line through them fulfils.
    private static string TowardsEmbedded(string text, int number)
    {
        var lines = text.TrimEnd().Split('\n');
        var (weights, embedded) = (Cells(lines[^2]), Cells(lines[^1]));
        lines[^2] = "| " + string.Join(' ', weights.Zip(embedded, (b, e) => string.Create(CultureInfo.InvariantCulture, $"{b}+{number}e-9*({e}-{b})")));
        return string.Join('\n', lines);
    }

    private static string[] Cells(string row) => [.. row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(cell => cell == "." ? "0" : cell)];

    /// <summary>An edit of a scheme: out of its text and a number, another each time.</summary>
    private sealed record Edited(string Scheme, Func<string, int, string> Of, bool IsTrue = true);
}
