using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;

namespace HoDsl.Cli.Checking;

/// <summary>Tableau files on disk.</summary>
internal static class TableauFiles
{
    // Where a folder may not be listed, no neighbours are known.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Reads a file; one that cannot be read has no text, which the compiler reports.</summary>
    public static SourceFile Read(string path)
    {
        // A namespace of its own: files that are checked side by side need not be of one project.
        try
        {
            return new(path, File.ReadAllText(path), Namespace: path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(path, null, Namespace: path);
        }
    }

    /// <summary>Why nothing can be read at a path.</summary>
    public static string WhyUnreadable(string path) =>
        Directory.Exists(path) ? "it is a folder: name the files in it" : Path.Exists(path) ? "it is there, but may not be read" : "there is no such file";

    /// <summary>The other files in the folders of some: a scheme may extend its neighbours.</summary>
    public static IEnumerable<SourceFile> Beside(IReadOnlyList<string> paths)
    {
        var given = paths.Where(path => path.Length > 0).Select(Path.GetFullPath).ToHashSet();
        return given.Select(path => Path.GetDirectoryName(path)!).Distinct()
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.tableau", Readable).Order(StringComparer.Ordinal))
            .Where(path => !given.Contains(path))
            .Select(Read);
    }

    /// <summary>What a network may be made of: the files beside it, those given and those beside them; of two with schemes of one name the first.</summary>
    public static IReadOnlyList<SourceFile> Around(string network, IReadOnlyList<string> given) =>
        [.. Beside([network]).Concat(given.Where(path => path.Length > 0).Select(Read)).Concat(Beside(given)).DistinctBy(file => Path.GetFullPath(file.Path)).DistinctBy(SchemeOf)];

    private static string SchemeOf(SourceFile file) => new ParsedFile(file).SchemeName ?? file.Path;
}
