using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Download;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Tests;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>Data that is there but cannot be read, or has labels that nothing names.</summary>
public sealed class UnreadableDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_may_not_be_listed_is_named()
    {
        var hidden = Directory.CreateDirectory(_folder["dog"]).FullName;
        UserException? fault = null;
        Unreadable.While(hidden, () => fault = Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)));
        Assert.StartsWith($"Cannot read {hidden}: it may not be read", fault!.Message);
    }

    [Fact]
    public void Names_of_classes_that_cannot_be_read_are_told()
    {
        IdxFiles.Write(_folder);
        File.CreateSymbolicLink(_folder["classes.txt"], _folder["classes.txt"]);
        Assert.StartsWith($"Cannot read {_folder["classes.txt"]}: ", Refusal());
    }

    [Fact]
    public void A_label_beyond_the_digits_is_told_with_the_file_that_would_name_its_class()
    {
        byte[] labels = [.. IdxFiles.Content[IdxFiles.TestLabels]];
        labels[^1] = 10;
        IdxFiles.Write(_folder, changed: IdxFiles.TestLabels, to: labels);
        Assert.Contains($"the labels of 10 classes go from 0 to 9, unless {_folder["classes.txt"]} names more, a line each; ", Refusal());

        File.WriteAllLines(_folder["classes.txt"], Enumerable.Range(0, 10).Select(label => $"{label}"));
        Assert.Contains("the labels of 10 classes go from 0 to 9; ", Refusal());
    }

    [Fact]
    public async Task An_archive_that_cannot_be_read_is_not_taken_for_a_target_that_cannot_be_written()
    {
        var archive = _folder["cifar-100-binary.tar.gz"];
        File.CreateSymbolicLink(archive, archive);
        var fault = await Assert.ThrowsAsync<UserException>(() => new DataInstaller("cifar100", _ => { }).Install(_folder["target"], archive));
        Assert.StartsWith($"Cannot read {archive}: ", fault.Message);
    }

    private string Refusal() => Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)).Message;
}
