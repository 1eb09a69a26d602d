using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using HoDsl.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Bench.Fuzz;

/// <summary>Runs the compiler on the files of a case as a build does, and judges what it gives.</summary>
internal sealed class Trial
{
    private const int LongestMessage = 1000;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilation Project = CSharpCompilation.Create(
        "Fuzz",
        references: [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))],
        options: new(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What is wrong with the result; null where nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether a file compiled.</summary>
    public bool HasCode { get; private set; }

    /// <summary>Runs a case.</summary>
    /// <param name="files">The tableau and network files of the project.</param>
    /// <param name="bind">Whether to run the C# compiler on the code.</param>
    public static Trial Of(IReadOnlyList<CaseFile> files, Func<bool> bind)
    {
        var trial = new Trial();
        try
        {
            trial.Fault = trial.Judge(files, bind);
        }
        catch (Exception exception)
        {
            trial.Fault = exception.ToString();
        }
        return trial;
    }

    private string? Judge(IReadOnlyList<CaseFile> files, Func<bool> bind)
    {
        List<Text> texts = [.. files.Select(file => new Text(file))];
        var driver = CSharpGeneratorDriver.Create([new SchemeGenerator().AsSourceGenerator()], texts, Parsing, new ProjectOptions());
        var result = driver.RunGenerators(Project).GetRunResult().Results[0];
        if (result.Exception is { } exception)
            return exception.ToString();
        if (result.Diagnostics.Select(finding => FaultOf(finding, texts)).FirstOrDefault(fault => fault is not null) is { } misplaced)
            return misplaced;
        var trees = result.GeneratedSources.Select(source => source.SyntaxTree).ToImmutableArray();
        HasCode = trees.Length > 0;
        return trees.SelectMany(tree => tree.GetDiagnostics()).Concat(HasCode && bind() ? Project.AddSyntaxTrees(trees).GetDiagnostics() : [])
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"the code does not compile: {diagnostic}")
            .FirstOrDefault();
    }

    private static string? FaultOf(Diagnostic finding, List<Text> files)
    {
        var (place, message) = (finding.Location.GetLineSpan(), finding.GetMessage());
        if (finding.Id == "HO0001")
            return $"the compiler failed: {message}";
        if (files.Find(file => file.Path == place.Path) is not { } own)
            return $"in no file: {finding}";
        if (!IsWithin(finding.Location.SourceSpan, place.Span, own) || (place.Span.End == default && !MeansWholeFile(finding.Id)))
            return $"not at its place: {finding}, {finding.Location.SourceSpan}";
        if (message.Length == 0 || message.Length > LongestMessage || message.Any(char.IsControl))
            return $"message of {message.Length} characters: {finding}";
        return null;
    }

    private static bool MeansWholeFile(string id) => id is "HO0002" or "HO0101" or "HO0401";

    // The place in characters and that in lines and columns are the same, on one line.
    private static bool IsWithin(TextSpan span, LinePositionSpan place, Text file)
    {
        var (start, end) = (file.Position(place.Start), file.Position(place.End));
        return place.Start.Line == place.End.Line && start == span.Start && end == span.End
            && end <= file.Content.Length && file.Content.AsSpan(span.Start, span.Length).IndexOfAny('\r', '\n') < 0;
    }

    // The built-in schemes are a library of their own: a project's namespace is another.
    private sealed class ProjectOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(("build_property.RootNamespace", "Fuzz"));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Properties();

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Properties();
    }

    private sealed class Properties(params (string Key, string Value)[] pairs) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = pairs.FirstOrDefault(pair => pair.Key == key).Value;
            return value is not null;
        }
    }

    private sealed class Text : AdditionalText
    {
        private readonly SourceText _source;
        private readonly List<int> _lines = [0];

        public Text(CaseFile file)
        {
            (Path, Content, _source) = (file.Path, file.Text, SourceText.From(file.Text));
            for (var i = 1; i <= Content.Length; i++)
            {
                if (Content[i - 1] == '\n' || (Content[i - 1] == '\r' && (i == Content.Length || Content[i] != '\n')))
                    _lines.Add(i);
            }
        }

        public override string Path { get; }

        public string Content { get; }

        public override SourceText GetText(CancellationToken cancellationToken = default) => _source;

        public int Position(LinePosition place) => place.Line < _lines.Count ? _lines[place.Line] + place.Character : int.MaxValue;
    }
}
