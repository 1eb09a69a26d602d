using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Tests.Data;

public sealed class Cifar10FormatTests : IDisposable
{
    private const int ImagesPerFile = 3;
    private const int RecordLength = 3073;

    private readonly TemporaryFolder _folder = new();
    private readonly Cifar10Format _format = new(ImagesPerFile);

    public void Dispose() => _folder.Dispose();

    private static readonly string[] Names =
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"];

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-bin/")]
    public void The_six_files_are_read_in_their_order(string subfolder)
    {
        WriteFiles(subfolder);

        Assert.True(_format.Recognises(_folder.Path));
        var set = _format.Read("cifar10", _folder.Path, classes: null, "");

        Assert.Equal(new MapShape(3, 32, 32), set.Training.Shape);
        Assert.Equal((15, 3), (set.Training.Count, set.Test.Count));
        for (var image = 0; image < 15; image++)
            AssertImage(Content(image / ImagesPerFile), image % ImagesPerFile, set.Training.Labels[image], set.Training.Pixels(image));
        for (var image = 0; image < 3; image++)
            AssertImage(Content(5), image, set.Test.Labels[image], set.Test.Pixels(image));
        Assert.Equal("frog", set.Training.Classes[6]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_anywhere_is_reported_where_it_ends(string name)
    {
        WriteFiles();
        var content = File.ReadAllBytes(_folder.PathOf(name));
        foreach (var length in new[] { 0, 1, 2, 3072, 3073, 3074, 2 * RecordLength, 3 * RecordLength - 1 })
        {
            _folder.Write(name, content[..length]);
            AssertReported(name, length, "it ends there");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Bytes_after_the_content_are_reported(string name)
    {
        WriteFiles();
        _folder.Write(name, [.. File.ReadAllBytes(_folder.PathOf(name)), 0]);
        AssertReported(name, 3 * RecordLength, "1 more bytes");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_label_without_a_class_is_reported_where_it_stands(string name)
    {
        WriteFiles();
        var content = File.ReadAllBytes(_folder.PathOf(name));
        content[2 * RecordLength] = 10;
        _folder.Write(name, content);
        AssertReported(name, 2 * RecordLength, "the label 10");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_named(string name)
    {
        WriteFiles();
        File.Delete(_folder.PathOf(name));
        Assert.Contains($"{_folder.PathOf(name)} is missing: mend it", Read().Message);
    }

    [Fact]
    public void A_file_that_is_a_folder_is_named()
    {
        WriteFiles();
        File.Delete(_folder.PathOf("test_batch.bin"));
        Directory.CreateDirectory(_folder.PathOf("test_batch.bin"));
        Assert.Contains($"{_folder.PathOf("test_batch.bin")} cannot be read", Read().Message);
    }

    private static byte[] Content(int file)
    {
        var content = new byte[ImagesPerFile * RecordLength];
        new Random(file).NextBytes(content);
        for (var record = 0; record < ImagesPerFile; record++)
            content[record * RecordLength] = (byte)((file + record) % 10);
        return content;
    }

    private void WriteFiles(string subfolder = "")
    {
        for (var file = 0; file < Names.Length; file++)
            _folder.Write(subfolder + Names[file], Content(file));
    }

    private static void AssertImage(byte[] content, int record, byte label, ReadOnlySpan<byte> pixels)
    {
        Assert.Equal(content[record * RecordLength], label);
        Assert.Equal(content[(record * RecordLength + 1)..((record + 1) * RecordLength)], pixels.ToArray());
    }

    private UserException Read() => Assert.Throws<UserException>(() => _format.Read("cifar10", _folder.Path, classes: null, "mend it"));

    private void AssertReported(string name, int offset, string what)
    {
        var message = Read().Message;
        Assert.Contains($"{_folder.PathOf(name)} is broken at byte {offset}:", message);
        Assert.Contains(what, message);
        Assert.EndsWith("mend it.", message);
    }
}
