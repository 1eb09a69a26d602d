using System.Diagnostics;
using System.Globalization;

namespace HoDsl.Tools.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly Checkout _checkout = new();

    [Fact]
    public void Arguments_reach_the_command_line_as_they_were_given()
    {
        var outcome = _checkout.Run("check", "two words.tableau", "", "*", "--json");

        Assert.EndsWith("check\ntwo words.tableau\n\n*\n--json\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_runs_in_the_folder_of_its_caller()
    {
        var elsewhere = Directory.CreateTempSubdirectory("elsewhere ");
        try
        {
            var outcome = _checkout.RunIn(elsewhere.FullName, "schemes");

            Assert.StartsWith($"in {elsewhere.FullName}\n", outcome.Output, StringComparison.Ordinal);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_script_can_be_called_through_a_link()
    {
        File.CreateSymbolicLink(_checkout.PathOf("tools/link"), _checkout.PathOf("hodsl"));

        var outcome = _checkout.RunAs("tools/link", "schemes");

        Assert.Equal(0, outcome.Status);
        Assert.EndsWith("schemes\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void The_exit_code_is_that_of_the_command_line(int status)
    {
        _checkout.Environment["CLI_STATUS"] = status.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(status, _checkout.Run("check").Status);
    }

    [Fact]
    public void An_interrupt_reaches_the_command_line()
    {
        using var process = _checkout.Start(null, "wait");
        Assert.Equal("waiting", process.StandardOutput.ReadLine());

        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s INT {process.Id}"]);
        Assert.Equal("interrupted", process.StandardOutput.ReadLine());

        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public void Help_lists_the_commands_of_the_script_and_those_of_the_command_line()
    {
        var outcome = _checkout.Run("--help");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("test [--accept] [--filter X]", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("--help\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_formatter_sees_the_generated_types()
    {
        var outcome = _checkout.Run("format", "--verify-no-changes");

        Assert.Contains("src/HoDsl.Generator/HoDsl.Generator.csproj -c Release", _checkout.Calls[^2], StringComparison.Ordinal);
        Assert.EndsWith("format HoDsl.sln --verify-no-changes", _checkout.Calls[^1], StringComparison.Ordinal);
        Assert.EndsWith(" as Release\n", outcome.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _checkout.Dispose();
}
