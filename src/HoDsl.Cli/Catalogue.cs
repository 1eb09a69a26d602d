using HoDsl.Generator.Findings;
using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;

namespace HoDsl.Cli;

/// <summary>The schemes that this program was built with.</summary>
internal static class Catalogue
{
    /// <summary>Finds a scheme by name.</summary>
    /// <exception cref="UsageException">There is none; the message names the one that was probably meant.</exception>
    public static SchemeHandle Find(string name) => SchemeCatalog.Find(name) ?? throw new UsageException(
        Suggestion.Nearest(name, SchemeCatalog.All.Select(scheme => scheme.Name)) is { } near
            ? $"There is no scheme '{name}'; did you mean '{near}'?"
            : $"There is no scheme '{name}'; `hodsl schemes` lists those there are.");
}
