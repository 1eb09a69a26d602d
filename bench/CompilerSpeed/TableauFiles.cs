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

    /// <summary>
    /// A project of so many files, no tableau of which is like another: the methods of four stages and order 4 with the nodes 0, u, v, 1, in general
    /// position. Source: Hairer, Norsett, Wanner, Solving ODEs I, section II.1, (1.17) and theorem 1.4.
    /// </summary>
    public static IEnumerable<TableauText> Family(int count) =>
        (from p in Enumerable.Range(1, 32) from q in Enumerable.Range(1, 34) select FourStages(p, q)).Take(count);

    private static TableauText FourStages(int p, int q) => new($"member-{p}-{q}.tableau", $"""
        scheme Member{p}Of{q} "A method of four stages"
        source "Kutta 1901"
        order 4
        let u = {p}/33
        let v = {q}/35
        let b2 = (2*v-1)/(12*u*(v-u)*(1-u))
        let b3 = (1-2*u)/(12*v*(v-u)*(1-v))
        let b4 = (6*u*v-4*(u+v)+3)/(12*(1-u)*(1-v))
        let a32 = v*(v-u)/(2*u*(1-2*u))
        let a43 = b3*(1-v)/b4
        let a42 = (b2*(1-u)-b3*a32)/b4

         0 |
         u | u
         v | v-a32      a32
         1 | 1-a42-a43  a42  a43
        ---+----------------------
           | 1-b2-b3-b4 b2   b3  b4
        """);

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
