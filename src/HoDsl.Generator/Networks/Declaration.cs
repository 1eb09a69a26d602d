using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Networks;

/// <summary>A name that a file declares: that of a scheme or a network, which becomes a type.</summary>
/// <param name="Name">The name.</param>
/// <param name="Namespace">The namespace of the type.</param>
/// <param name="Path">The file.</param>
public sealed record Declaration(string Name, string Namespace, string Path)
{
    /// <summary>What a tableau file declares; null where it names no scheme.</summary>
    public static Declaration? Of(ParsedFile file) => file.SchemeName is { } name ? new(name, file.Source.Namespace, file.Source.Path) : null;

    /// <summary>What a network file declares; null where it names no network.</summary>
    public static Declaration? Of(ParsedNetwork file) => file.NetworkName is { } name ? new(name, file.Source.Namespace, file.Source.Path) : null;
}
