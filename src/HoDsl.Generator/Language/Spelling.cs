namespace HoDsl.Generator.Language;

/// <summary>Names as the catalogues of schemes and networks compare them: case and '_' do not count.</summary>
internal sealed class Spelling : IEqualityComparer<string>
{
    private Spelling()
    {
    }

    /// <summary>The comparer.</summary>
    public static Spelling OfNames { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string name, string other) => Plain(name).Equals(Plain(other), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public int GetHashCode(string name) => StringComparer.OrdinalIgnoreCase.GetHashCode(Plain(name));

    private static string Plain(string name) => name.Replace("_", "");
}
