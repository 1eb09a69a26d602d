namespace HoDsl.Generator.Tests.Emit;

/// <summary>The code of every file in schemes/ and networks/, as it was accepted.</summary>
public class SnapshotTests
{
    [Fact]
    public Task Code() => Verify(Generation.Driver(TableauFiles.OfProject).RunGenerators(Generation.Empty));

    [Fact]
    public Task Networks() => Verify(Generation.Driver(TableauFiles.NetworksOfProject).RunGenerators(Generation.Empty));
}
