namespace HoDsl.Generator.Networks;

/// <summary>The words of the language as C# spells them.</summary>
internal static class Names
{
    /// <summary>GlobalAverage for global-average.</summary>
    public static string Pascal(string name) => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    /// <summary>globalAverage for global-average.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + Pascal(name).Substring(1);
}
