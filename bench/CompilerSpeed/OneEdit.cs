using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>One edit of one file among 1,000.</summary>
public class OneEdit
{
    private TableauText _file = null!;
    private TableauText _edited = null!;
    private GeneratorDriver _driver = null!;

    /// <summary>What is edited.</summary>
    [Params("a comment", "a title", "a weight", "a title of 16 stages")]
    public string What { get; set; } = "";

    [GlobalSetup]
    public void MakeProject()
    {
        var files = TableauFiles.Project(Generation.Files).ToArray();
        var (name, old, @new) = What switch
        {
            "a comment" => ("rk4", "order 4", "order 4 # proved"),
            "a title" => ("rk4", "The classical", "A classical"),
            "a weight" => ("rk4", "order 4", "let half = 1/2"),
            _ => ("verner89", "Verner's 8(9) pair", "Verner's pair"),
        };
        _file = Array.Find(files, file => file.Path == $"{name}-0.tableau")!;
        _edited = new(_file.Path, _file.Text.Replace(old, @new));
        if (_edited.Text == _file.Text)
            throw new InvalidOperationException($"nothing to edit in {_file.Path}");
        _driver = Generation.Run(files);
    }

    /// <summary>There or back again, so that each run sees an edit.</summary>
    [Benchmark]
    [Limit(20)]
    public GeneratorDriver Edit()
    {
        _driver = _driver.ReplaceAdditionalText(_file, _edited).RunGenerators(Generation.Compilation);
        (_file, _edited) = (_edited, _file);
        return _driver;
    }
}
