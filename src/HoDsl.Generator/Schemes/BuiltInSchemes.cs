using HoDsl.Generator.Language;

namespace HoDsl.Generator.Schemes;

/// <summary>The tableau files that the compiler carries, for any project to extend.</summary>
internal static class BuiltInSchemes
{
    private static readonly Lazy<IReadOnlyList<ParsedFile>> Files = new(Read);

    /// <summary>All of them, by file name.</summary>
    public static IReadOnlyList<ParsedFile> All => Files.Value;

    private static List<ParsedFile> Read() => [.. BuiltInFiles.Of(".tableau").Select(file => new ParsedFile(new SourceFile($"built-in/{file.Name}", file.Text, "")))];
}
