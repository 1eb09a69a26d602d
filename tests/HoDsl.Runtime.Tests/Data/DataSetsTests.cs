using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class DataSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_that_is_neither_a_data_set_nor_a_folder_is_refused_with_the_known_names()
    {
        var message = Assert.Throws<UserException>(() => DataSets.Load(_folder["cifar11"])).Message;

        Assert.Contains("cifar11", message);
        Assert.Contains("fashion, mnist, cifar10, cifar100", message);
    }

    [Fact]
    public void A_folder_without_a_data_set_is_refused_with_what_it_should_hold()
    {
        _folder.Write("readme.txt", [1]);

        var message = Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)).Message;

        Assert.Contains($"{_folder.Path} holds no data set", message);
        Assert.Contains("train-images-idx3-ubyte", message);
        Assert.Contains("data_batch_1.bin", message);
        Assert.Contains("train.bin and test.bin", message);
        Assert.Contains("PNG images", message);
    }

    [Fact]
    public void A_set_that_is_nowhere_is_named_with_its_remedy()
    {
        var known = new KnownDataSet("nowhere", "a set", "make it", new IdxFormat()) { SystemFolders = [_folder.Path] };

        Assert.Null(known.Find());
        var message = Assert.Throws<UserException>(known.Load).Message;
        Assert.Contains(_folder.Path, message);
        Assert.EndsWith("make it.", message);
    }

    [Fact]
    public void A_known_set_is_found_where_the_system_keeps_it()
    {
        IdxFiles.Write(_folder);
        var known = new KnownDataSet("small", "a set", "make it", new IdxFormat()) { SystemFolders = [_folder.Path], Classes = [.. "abcdefghij".Select(letter => $"{letter}")] };

        Assert.Equal(_folder.Path, known.Find());
        Assert.Equal("small", known.Load().Name);
        Assert.Equal("e", known.Load().Training.Classes[4]);
    }
}
