using System.Runtime.InteropServices;
using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Runtime.Tests.Checkpoints;

public class FileFaultsTests
{
    // The numbers are those of the system, whose own words for them stand beside.
    [Theory]
    [InlineData(27, "File too large", "the file would be larger than this system allows; raise the limit (ulimit -f).")]
    [InlineData(28, "No space left on device", "the disk is full; free some space and run it again.")]
    [InlineData(30, "Read-only file system", "the file system is read-only; choose another place.")]
    [InlineData(122, "Disk quota exceeded", "the disk is full; free some space and run it again.")]
    public void What_the_system_refuses_is_told_with_what_to_do(int number, string system, string reason)
    {
        Assert.Equal(system, Marshal.GetPInvokeErrorMessage(number));
        Assert.Equal(reason, FileFaults.Reason(new IOException("", number)));
    }

    [Fact]
    public void A_place_where_one_may_not_write_is_told()
    {
        using var folder = new Support.TemporaryFolder();
        // Nobody, the administrator included, may write to a folder as to a file.
        var fault = Assert.Throws<UserException>(() => FileFaults.Writing(folder.Path, () => File.WriteAllText(folder.Path, "")));
        Assert.Equal($"Cannot write {folder.Path}: permission is denied; choose a place that you may write to.", fault.Message);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_told()
    {
        using var folder = new Support.TemporaryFolder();
        var fault = Assert.Throws<UserException>(() => FileFaults.Reading(folder.Path, () => File.ReadAllText(folder.Path)));
        Assert.Equal($"Cannot read {folder.Path}: it may not be read, or is a folder in a file's place; choose another.", fault.Message);
    }
}
