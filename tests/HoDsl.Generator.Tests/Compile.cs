using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests;

/// <summary>Compiles texts.</summary>
internal static class Compile
{
    /// <summary>Compiles one file.</summary>
    public static CompiledScheme Text(string text) => Files(("test.tableau", text))[0];

    /// <summary>Compiles the files of one project.</summary>
    public static IReadOnlyList<CompiledScheme> Files(params (string Path, string Text)[] files) =>
        SchemeCompiler.Compile(files.Select(file => new SourceFile(file.Path, file.Text, "Test.Schemes")));

    /// <summary>The errors of one file, as compilers print them.</summary>
    public static string[] Errors(string text) => [.. Text(text).Findings.Where(finding => finding.Rule.Severity == Severity.Error).Select(finding => finding.ToString())];

    /// <summary>The model of a file without errors.</summary>
    public static Scheme Valid(string text)
    {
        var result = Text(text);
        Assert.DoesNotContain(result.Findings, finding => finding.Rule.Severity == Severity.Error);
        return result.Scheme!;
    }
}
