namespace HoDsl.Generator.Language;

/// <summary>The files that travel within the compiler.</summary>
internal static class BuiltInFiles
{
    /// <summary>Those of an extension, by name.</summary>
    public static IEnumerable<(string Name, string Text)> Of(string extension)
    {
        var assembly = typeof(BuiltInFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(extension, StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
