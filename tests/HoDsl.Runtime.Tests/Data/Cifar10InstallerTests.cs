using HoDsl.Runtime.Data.Download;

namespace HoDsl.Runtime.Tests.Data;

public sealed class Cifar10InstallerTests : IDisposable
{
    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _target = new();
    private readonly List<string> _reported = [];

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Cifar10Fact]
    public async Task Official_files_are_verified_and_taken()
    {
        await Install(from: RealData.Cifar10);

        Assert.Equal(
            ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"],
            Directory.GetFileSystemEntries(_target.Path).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(6, _reported.Count(line => line.EndsWith("ok", StringComparison.Ordinal)));

        await Install(from: null);
        Assert.Contains("already", _reported[^1]);
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_refused_and_the_target_left_as_it_was()
    {
        _target.Write("data_batch_1.bin", [1, 2, 3]);
        _source.Write("data_batch_1.bin", "123456789"u8.ToArray());

        var message = (await Assert.ThrowsAsync<UserException>(() => Install(_source.Path))).Message;

        Assert.Contains("data_batch_1.bin", message);
        Assert.Contains("25f9e794323b453885f5181f1b624d0b", message);
        Assert.Contains("5dd7e06a14cb22eb9f671a540d1b7c25", message);
        Assert.Equal([_target.PathOf("data_batch_1.bin")], Directory.GetFileSystemEntries(_target.Path));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_target.PathOf("data_batch_1.bin")));
    }

    [Fact]
    public async Task A_folder_with_neither_form_of_the_data_is_refused()
    {
        var message = (await Assert.ThrowsAsync<UserException>(() => Install(_source.Path))).Message;

        Assert.Contains($"{_source.Path} holds neither", message);
        Assert.Empty(Directory.GetFileSystemEntries(_target.Path));
    }

    [Fact]
    public async Task Without_npm_nothing_is_left_behind()
    {
        await Assert.ThrowsAsync<UserException>(() => Install(from: null));

        Assert.Empty(Directory.GetFileSystemEntries(_target.Path));
    }

    [Fact]
    public async Task An_interrupt_leaves_nothing_behind()
    {
        _source.Write("data_batch_1.bin", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Install(_source.Path, new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFileSystemEntries(_target.Path));
    }

    [Fact]
    public async Task A_target_that_cannot_be_made_is_named()
    {
        var file = _source.Write("file", [1]);

        var exception = await Assert.ThrowsAsync<UserException>(() => Installer.Install(Path.Combine(file, "below"), _source.Path));

        Assert.Contains($"Cannot write CIFAR-10 into {file}", exception.Message);
        Assert.Contains("--out", exception.Message);
    }

    private Cifar10Installer Installer => new(_reported.Add, new NpmClient(_source.PathOf("no-such-command")));

    private Task Install(string? from, CancellationToken cancel = default) => Installer.Install(_target.Path, from, cancel);
}
