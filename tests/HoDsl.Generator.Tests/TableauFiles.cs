namespace HoDsl.Generator.Tests;

/// <summary>The tableau files that travel with the tests.</summary>
internal static class TableauFiles
{
    /// <summary>The names of the files of a folder, without extension.</summary>
    public static TheoryData<string> Names(string folder) => [.. Directory.EnumerateFiles(Folder(folder), "*.tableau")
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public static string Read(string folder, string name) => File.ReadAllText(Path.Combine(Folder(folder), name + ".tableau"));

    private static string Folder(string folder) => Path.Combine(AppContext.BaseDirectory, folder);
}
