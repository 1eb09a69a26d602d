using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>One edit of one file among 1,000, to a text that was never there before: what is proved of it is proved anew.</summary>
public class OneEdit
{
    private static readonly Dictionary<string, Edited> Edits = new()
    {
        ["a comment"] = new("rk4", "order 4", "order 4 # {0}"),
        ["a title"] = new("rk4", "The classical", "The {0}th classical"),
        ["a weight"] = new("rk4", "1/6  1/3  1/3  1/6", "1/6-{0}e-9  1/3  1/3+{0}e-9  1/6", IsTrue: false),
        ["a tolerance"] = new("rk4", "order 4", "order 4 to {0}e-9"),
        ["a title of 16 stages"] = new("verner89", "Verner's 8(9) pair", "Verner's pair {0}"),
        ["a weight of 16 stages"] = new("verner89", "103/1680", "103/1680+{0}e-9", IsTrue: false),
        ["a tolerance of 16 stages"] = new("verner89", "order 9", "order 9 to {0}e-9"),
    };

    private Edited _edit = null!;
    private TableauText _original = null!;
    private TableauText _file = null!;
    private GeneratorDriver _driver = null!;
    private int _edits;

    /// <summary>What is edited: the weight becomes a wrong one, whose place is looked for; with another tolerance all proofs are made anew and hold.</summary>
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
        var edited = new TableauText(_file.Path, _original.Text.Replace(_edit.Old, string.Format(CultureInfo.InvariantCulture, _edit.New, ++_edits)));
        _driver = _driver.ReplaceAdditionalText(_file, edited).RunGenerators(Generation.Compilation);
        _file = edited;
        return _driver;
    }

    /// <summary>A place in a file and what is written there: {0} is another number each time.</summary>
    private sealed record Edited(string Scheme, string Old, string New, bool IsTrue = true);
}
