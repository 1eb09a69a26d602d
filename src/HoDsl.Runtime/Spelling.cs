namespace HoDsl.Runtime;

/// <summary>The spelling of names.</summary>
public static class Spelling
{
    /// <summary>Whether two spellings are of one name: case, `-` and `_` do not count.</summary>
    public static bool IsSame(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.Replace("-", "").Replace("_", "");
}
