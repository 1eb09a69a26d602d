using System.Runtime.CompilerServices;

namespace HoDsl.Snapshots.Tests;

public class VerifierTests
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();

    [Fact]
    public Task A_driver_is_verified_against_the_files_beside_this_one() =>
        Verify(TwoFileGenerator.Run(reports: true)).UseMethodName("Driver");

    [Fact]
    public Task Findings_of_every_form_are_verified_as_text() => Verify(ReportingGenerator.Run()).UseMethodName("Findings");

    [Theory]
    [InlineData("a.tableau")]
    [InlineData("b/c")]
    public async Task A_text_is_verified_per_parameter_in_a_folder_of_choice(string scheme) =>
        await Verify($"scheme {scheme}\nmade at {DateTime.UtcNow.Ticks}")
            .UseDirectory("Accepted")
            .UseMethodName("Text")
            .UseParameters(scheme)
            .ScrubLinesWithReplace(line => line.StartsWith("made at ", StringComparison.Ordinal) ? "made at {time}" : line);
}
