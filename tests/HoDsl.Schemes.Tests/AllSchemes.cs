using HoDsl.Runtime.Blocks;

namespace HoDsl.Schemes.Tests;

/// <summary>The schemes of the project and the variants of these tests.</summary>
internal static class AllSchemes
{
    public static TheoryData<string> Names => [.. HoDsl.Schemes.SchemeCatalog.All.Concat(Schemes.SchemeCatalog.All).Select(scheme => scheme.Name)];

    public static SchemeHandle Find(string name) => HoDsl.Schemes.SchemeCatalog.Find(name) ?? Schemes.SchemeCatalog.Find(name)!;
}
