namespace HoDsl.Generator.Tests;

/// <summary>The tableau files that travel with the tests: those of the project, and further ones as the literature prints them.</summary>
internal static class TableauFiles
{
    /// <summary>The files of the project, as a build gives them to the compiler.</summary>
    public static TableauText[] OfProject => [.. Paths("schemes").Select(path => new TableauText($"{path}.tableau", Read(path)))];

    /// <summary>The network files of the project.</summary>
    public static TableauText[] NetworksOfProject => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "networks"), "*.network")
        .Order(StringComparer.Ordinal).Select(path => new TableauText($"networks/{Path.GetFileName(path)}", File.ReadAllText(path)))];

    /// <summary>The files of both folders that draw a tableau, as `schemes/rk4`; the others extend one.</summary>
    public static TheoryData<string> Tableaux => [.. Drawn];

    /// <summary>Those that claim an order for a tableau of one state: Runge-Kutta methods.</summary>
    public static TheoryData<string> Methods => [.. MethodPaths];

    /// <summary>The paths of these.</summary>
    public static IEnumerable<string> MethodPaths => Drawn.Where(IsMethod);

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, path + ".tableau"));

    private static IEnumerable<string> Drawn => Paths("schemes").Concat(Paths("Literature")).Where(path => Read(path).Contains('|'));

    private static bool IsMethod(string path)
    {
        var text = Read(path);
        return text.Contains("\norder ", StringComparison.Ordinal) && !text.Contains("\nstates ", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.tableau")
        .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal);
}
