namespace HoDsl.Generator.Tests.Emit;

/// <summary>The code of every file in schemes/, as it was accepted.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Files => TableauFiles.Names("schemes");

    [Theory, MemberData(nameof(Files))]
    public Task Code(string scheme) =>
        Verify(Generation.Driver(new TableauText($"schemes/{scheme}.tableau", TableauFiles.Read("schemes", scheme))).RunGenerators(Generation.Empty))
            .UseParameters(scheme);
}
