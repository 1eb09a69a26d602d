using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Checkpoints;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_write_that_fails_leaves_what_was_there_and_nothing_else()
    {
        var file = _folder["file"];
        File.WriteAllText(file, "old");
        var full = new IOException("No space left on device", hresult: 28);
        var fault = Assert.Throws<UserException>(() => AtomicFile.Write(file, stream =>
        {
            stream.Write("ne"u8);
            throw full;
        }));
        Assert.Equal($"Cannot write {file}: the disk is full; free some space and run it again.", fault.Message);
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_fault_of_the_writer_s_own_is_his_and_leaves_no_file()
    {
        Assert.Throws<NotSupportedException>(() => AtomicFile.Write(_folder["file"], _ => throw new NotSupportedException()));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_write_replaces_the_whole_file()
    {
        var file = _folder["file"];
        File.WriteAllText(file, "old and long");
        AtomicFile.Write(file, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var file = Path.Combine(_folder["nowhere"], "file");
        var fault = Assert.Throws<UserException>(() => AtomicFile.Write(file, _ => { }));
        Assert.Equal($"Cannot write {file}: there is no such file or folder.", fault.Message);
    }
}
