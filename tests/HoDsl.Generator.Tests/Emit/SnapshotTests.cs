namespace HoDsl.Generator.Tests.Emit;

/// <summary>Generated code, as it was accepted.</summary>
public class SnapshotTests
{
    /// <summary>Of every file in schemes/.</summary>
    [Fact]
    public Task Code() => Verify(Generation.Driver(TableauFiles.OfProject).RunGenerators(Generation.Empty));

    /// <summary>Of every file in networks/.</summary>
    [Fact]
    public Task Networks() => Verify(Generation.Driver(TableauFiles.NetworksOfProject).RunGenerators(Generation.Empty));

    /// <summary>Of every option that the schemes do without.</summary>
    [Fact]
    public Task Options() => Verify(Generation.Driver(EveryOption.Texts).RunGenerators(Generation.Empty));

    /// <summary>Of a network with every layer and clause.</summary>
    [Fact]
    public Task Clauses() => Verify(Generation.Driver(EveryOption.Step, new("own.network", EveryOption.Network)).RunGenerators(Generation.Empty));
}
