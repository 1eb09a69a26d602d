using HoDsl.Cli.Describing;
using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;

namespace HoDsl.Cli;

/// <summary>The schemes that this program was built with.</summary>
internal static class Catalogue
{
    /// <summary>Finds a scheme by name.</summary>
    /// <exception cref="UsageException">There is none; the message names the one that was probably meant.</exception>
    public static SchemeHandle Find(string name) =>
        SchemeCatalog.Find(name) ?? throw (SchemeArgument.IsFile(name)
            ? UsageException.NotBuiltIn("scheme", name, "schemes")
            : UsageException.NoSuch("scheme", name, SchemeCatalog.All.Select(scheme => scheme.Name), "hodsl schemes"));
}
