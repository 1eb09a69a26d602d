using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>The network files that the compiler carries, for the command line to describe.</summary>
public static class BuiltInNetworks
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Files = new(Read);

    /// <summary>All of them, by file name.</summary>
    public static IReadOnlyList<SourceFile> All => Files.Value;

    private static List<SourceFile> Read() => [.. BuiltInFiles.Of(".network").Select(file => new SourceFile($"built-in/{file.Name}", file.Text, "HoDsl.Networks"))];
}
