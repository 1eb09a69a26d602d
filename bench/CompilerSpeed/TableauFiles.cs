using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>The real tableau files, and projects made of them.</summary>
internal static partial class TableauFiles
{
    private static readonly (string Name, string Text)[] Schemes = [.. Directory.EnumerateFiles(Folder("schemes"), "*.tableau")
        .Order(StringComparer.Ordinal).Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)))];

    /// <summary>A method of the literature.</summary>
    public static string Literature(string name) => File.ReadAllText(Path.Combine(Folder("literature"), name + ".tableau"));

    /// <summary>A built-in scheme.</summary>
    public static string Scheme(string name) => Schemes.Single(scheme => scheme.Name == name).Text;

    /// <summary>A project of so many files: the built-in schemes again and again, each time under other names.</summary>
    public static IEnumerable<TableauText> Project(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var ((name, text), time) = (Schemes[i % Schemes.Length], i / Schemes.Length);
        return new TableauText($"{name}-{time}.tableau", SchemeName().Replace(text, match => $"{match.Value}Of{time}"));
    });

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    [GeneratedRegex(@"(?<=^scheme )\w+|(?<=^scheme .* extends )\w+", RegexOptions.Multiline)]
    private static partial Regex SchemeName();
}

/// <summary>A tableau file in memory.</summary>
internal sealed class TableauText(string path, string text) : AdditionalText
{
    private readonly SourceText _source = SourceText.From(text);

    public override string Path => path;

    public string Text => text;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _source;
}
