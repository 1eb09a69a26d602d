using System.Diagnostics;

namespace HoDsl.Tools.Tests;

public sealed class BuildTests : IDisposable
{
    private readonly Checkout _checkout = new();

    [Fact]
    public void With_nothing_changed_the_SDK_is_asked_for_nothing_but_to_run()
    {
        _checkout.Run("schemes");
        var before = _checkout.Calls.Count;

        _checkout.Run("schemes");

        var call = Assert.Single(_checkout.Calls.Skip(before));
        Assert.EndsWith("hodsl.dll schemes", call, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schemes/two.tableau")]
    [InlineData("networks/two.network")]
    [InlineData("src/HoDsl.Cli/New.cs")]
    [InlineData("src/HoDsl.Torch/native/new.cpp")]
    [InlineData("Directory.Packages.props")]
    [InlineData(".editorconfig")]
    public void A_new_file_is_seen(string name)
    {
        _checkout.Run("schemes");

        _checkout.Write(name, "new");
        _checkout.Run("schemes");

        Assert.Equal(2, _checkout.Builds);
    }

    [Theory]
    [InlineData("schemes/one.tableau")]
    [InlineData("src/HoDsl.Cli/HoDsl.Cli.csproj")]
    [InlineData("Directory.Build.props")]
    public void A_changed_file_is_seen(string name)
    {
        _checkout.Run("schemes");

        _checkout.Write(name, "scheme 1!!");
        _checkout.Run("schemes");

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void A_libtorch_upgraded_in_its_place_is_seen()
    {
        const string Version = "libtorch/include/torch/csrc/api/include/torch/version.h";
        _checkout.Write(Version, "1");
        _checkout.Run("schemes");
        _checkout.Run("schemes");
        Assert.Equal(1, _checkout.Builds);

        File.SetLastWriteTimeUtc(_checkout.PathOf(Version), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _checkout.Run("schemes");
        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void A_toolkit_installed_where_it_is_looked_for_is_seen()
    {
        _checkout.Environment["CUDA_HOME"] = _checkout.PathOf("cuda");
        _checkout.Run("schemes");
        _checkout.Run("schemes");
        Assert.Equal(1, _checkout.Builds);

        _checkout.Write("cuda/include/cuda_runtime_api.h", "1");
        _checkout.Run("schemes");
        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void A_file_replaced_by_an_older_one_is_compiled_again_whatever_its_time()
    {
        _checkout.Run("schemes");

        _checkout.Write("schemes/one.tableau", "scheme 1");
        File.SetLastWriteTimeUtc(_checkout.PathOf("schemes/one.tableau"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _checkout.Run("schemes");

        Assert.Contains("--no-incremental", _checkout.Calls.Last(call => call.StartsWith("build ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_file_is_seen()
    {
        _checkout.Run("schemes");

        _checkout.Delete("schemes/one.tableau");
        _checkout.Run("schemes");

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void A_removed_build_is_made_again()
    {
        _checkout.Run("schemes");

        _checkout.Delete("src/HoDsl.Cli/bin/Release/net10.0/hodsl.dll");
        _checkout.Run("schemes");

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void Another_backend_is_another_build()
    {
        _checkout.Run("schemes");

        _checkout.Environment["TorchBackend"] = "cpu";
        _checkout.Run("schemes");

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void The_command_line_does_not_wait_for_tests_that_changed()
    {
        _checkout.Run("schemes");

        _checkout.Write("tests/A.Tests/Tests.cs", "class Changed;");
        _checkout.Run("schemes");

        Assert.Equal(1, _checkout.Builds);
    }

    [Fact]
    public void A_build_of_everything_holds_for_the_command_line()
    {
        _checkout.Run("build");
        _checkout.Run("schemes");

        Assert.Equal(1, _checkout.Builds);
    }

    [Fact]
    public void Packages_are_restored_once_and_again_when_projects_change()
    {
        _checkout.Run("schemes");
        _checkout.Write("schemes/two.tableau", "scheme two");
        _checkout.Run("schemes");
        _checkout.Write("Directory.Packages.props", "<Project />");
        _checkout.Run("schemes");

        Assert.Equal([false, true, false], _checkout.Calls.Where(call => call.StartsWith("build ", StringComparison.Ordinal)).Select(call => call.Contains("--no-restore", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_failed_build_shows_each_error_once_and_nothing_else_and_is_tried_again()
    {
        var place = _checkout.PathOf("schemes/one.tableau");
        var error = $"{place}(3,1): error HODSL001: the weights do not sum to 1 [{_checkout.PathOf("src/HoDsl.Schemes/HoDsl.Schemes.csproj")}]";
        _checkout.Write("build-errors", $"  Determining projects to restore...\n{place}(1,1): warning X: nothing [a]\n{error}\n{error}\n");

        var failed = _checkout.Run("schemes");
        _checkout.Delete("build-errors");
        var mended = _checkout.Run("schemes");

        Assert.Equal(1, failed.Status);
        var lines = failed.Error.TrimEnd().Split('\n');
        Assert.Equal(["Building ...", "schemes/one.tableau(3,1): error HODSL001: the weights do not sum to 1"], lines[..^1]);
        Assert.StartsWith("error: the build failed", lines[^1], StringComparison.Ordinal);
        Assert.Equal(0, mended.Status);
    }

    [Fact]
    public void Two_calls_do_not_build_at_once()
    {
        _checkout.Run("schemes");
        _checkout.Write("schemes/two.tableau", "scheme two");
        using var other = Process.Start(new ProcessStartInfo("flock", [_checkout.PathOf(".build/lock"), "sh", "-c", "echo building; read -r finished"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("building", other.StandardOutput.ReadLine());

        using var waiting = _checkout.Start(null, "schemes");
        Assert.StartsWith("Waiting for another build", waiting.StandardError.ReadLine(), StringComparison.Ordinal);
        Assert.Equal(1, _checkout.Builds);
        other.StandardInput.Close();
        waiting.WaitForExit();

        Assert.Equal(0, waiting.ExitCode);
        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void Check_works_on_a_tableau_that_breaks_the_build()
    {
        _checkout.Run("schemes");
        _checkout.Write("schemes/one.tableau", "scheme broken");
        _checkout.Write("build-errors", "one.tableau(1,1): error HODSL001: broken [a]\n");

        var outcome = _checkout.Run("check", "schemes/one.tableau");

        Assert.Equal(0, outcome.Status);
        Assert.EndsWith("check\nschemes/one.tableau\n", outcome.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _checkout.Dispose();
}
