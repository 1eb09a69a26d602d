using HoDsl.Cli.Checking;
using HoDsl.Tests;

namespace HoDsl.Cli.Tests;

/// <summary>Files and folders that are named but cannot be read.</summary>
public sealed class UnreadableFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hodsl-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_recipe_is_told_in_one_sentence()
    {
        var loop = Path.Combine(_folder, "loop.json");
        File.CreateSymbolicLink(loop, loop);
        var train = Hodsl.Refused("train", "--recipe", loop);
        Assert.Equal(ExitCode.Failure, train.Code);
        Assert.StartsWith($"error: Cannot read {loop}: ", train.Errors);
    }

    [Fact]
    public void A_folder_of_runs_is_told_in_one_sentence()
    {
        var runs = Directory.CreateDirectory(Path.Combine(_folder, "runs")).FullName;
        Hodsl.Outcome? outcome = null;
        // What the program loads when it is first used lies where nobody may read it, perhaps.
        Hodsl.Refused("runs", Path.Combine(_folder, "none"));
        Unreadable.While(runs, () => outcome = Hodsl.Refused("runs", runs));
        Assert.Equal(ExitCode.Failure, outcome!.Code);
        Assert.StartsWith($"error: Cannot read {runs}: ", outcome.Errors);
    }

    [Fact]
    public void A_file_without_a_name_is_one_that_cannot_be_read() => Assert.Equal(ExitCode.Failure, Hodsl.Refused("check", "").Code);

    [Fact]
    public void A_folder_that_may_not_be_listed_has_no_neighbours()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "schemes")).FullName;
        var file = Path.Combine(folder, "mine.tableau");
        File.WriteAllText(Path.Combine(folder, "other.tableau"), "");
        Assert.Single(TableauFiles.Beside([file]));
        Unreadable.While(folder, () => Assert.Empty(TableauFiles.Beside([file])));
    }
}
