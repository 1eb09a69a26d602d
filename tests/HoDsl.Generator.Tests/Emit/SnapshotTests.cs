namespace HoDsl.Generator.Tests.Emit;

/// <summary>The code of every file in schemes/, as it was accepted.</summary>
public class SnapshotTests
{
    [Fact]
    public Task Code() => Verify(Generation.Driver(TableauFiles.OfProject).RunGenerators(Generation.Empty));
}
