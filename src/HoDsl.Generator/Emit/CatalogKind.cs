namespace HoDsl.Generator.Emit;

/// <summary>What a catalogue is of.</summary>
/// <param name="Name">The class of the catalogue.</param>
/// <param name="Noun">What one of its entries is.</param>
/// <param name="Handle">The type of an entry.</param>
/// <param name="Entry">The expression of an entry, out of the qualified name of a type.</param>
internal sealed record CatalogKind(string Name, string Noun, string Handle, Func<string, string> Entry)
{
    /// <summary>Of schemes.</summary>
    public static CatalogKind Schemes { get; } =
        new("SchemeCatalog", "scheme", "global::HoDsl.Runtime.Blocks.SchemeHandle", name => $"global::HoDsl.Runtime.Blocks.SchemeHandle.Of<global::{name}>()");

    /// <summary>Of networks.</summary>
    public static CatalogKind Networks { get; } = new("NetworkCatalog", "network", "global::HoDsl.Runtime.Networks.NetworkHandle", name => $"global::{name}.Handle");
}
