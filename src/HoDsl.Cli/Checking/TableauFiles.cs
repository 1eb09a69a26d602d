using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;

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

    /// <summary>Why nothing could be read at a path; null where something was.</summary>
    public static string? WhyUnreadable(string path, IEnumerable<Finding> findings) => !findings.Any(finding => finding.Rule == Rules.UnreadableFile) ? null
        : Directory.Exists(path) ? "it is a folder: name the files in it" : Path.Exists(path) ? "it is there, but may not be read" : "there is no such file";

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

    /// <summary>Compiles files that may be of several projects: each extends what its own folder has, and only else what others have.</summary>
    /// <param name="files">The files.</param>
    /// <param name="neighbours">Files that they may extend, but which are not compiled themselves.</param>
    public static IEnumerable<CompiledScheme> Compile(IReadOnlyList<SourceFile> files, IEnumerable<SourceFile> neighbours)
    {
        var others = files.Concat(neighbours).ToList();
        return files.GroupBy(FolderOf).SelectMany(folder => SchemeCompiler.Compile(folder, others.Except(folder).OrderBy(other => FolderOf(other) != folder.Key)));
    }

    /// <summary>The schemes that a network may be made of: those beside it, those given and those beside these; of two of one name the first.</summary>
    public static ProjectSchemes Around(string network, IReadOnlyList<string> given)
    {
        var files = Beside([network]).Concat(given.Select(Read)).Concat(Beside(given)).DistinctBy(file => file.Path.Length == 0 ? "" : Path.GetFullPath(file.Path)).ToList();
        var declared = files.Select(file => Declaration.Of(new ParsedFile(file))).OfType<Declaration>().DistinctBy(scheme => scheme.Name).ToEquatableArray();
        // A namespace is a file's here: a scheme that has errors hides what else has its name.
        var valid = Compile(files, []).Select(compiled => compiled.Valid).OfType<Scheme>().Where(scheme => declared.Any(kept => kept.Namespace == scheme.Namespace));
        return new(declared, valid.Select(scheme => SchemeSummary.Of(scheme)).ToEquatableArray());
    }

    private static string FolderOf(SourceFile file) => file.Path.Length == 0 ? "" : Path.GetDirectoryName(Path.GetFullPath(file.Path)) ?? "";
}
