using HoDsl.Runtime.Blocks;

namespace HoDsl.Schemes.Tests;

/// <summary>The schemes of the project and the variants of these tests.</summary>
internal static class AllSchemes
{
    public static IReadOnlyList<SchemeHandle> All { get; } = [.. HoDsl.Schemes.SchemeCatalog.All, .. Schemes.SchemeCatalog.All];

    public static SchemeHandle Find(string name) => All.Single(scheme => scheme.Name == name);
}
