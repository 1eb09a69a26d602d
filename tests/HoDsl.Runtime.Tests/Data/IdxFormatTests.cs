using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class IdxFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Files => [.. IdxFiles.Content.Keys];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_is_read_plain_or_gzip(bool gzip)
    {
        IdxFiles.Write(_folder, gzip);

        var set = DataSets.Load(_folder.Path);

        Assert.Equal(Path.GetFileName(_folder.Path), set.Name);
        Assert.Equal(new MapShape(1, 2, 2), set.Training.Shape);
        Assert.Equal((3, 2), (set.Training.Count, set.Test.Count));
        Assert.Equal([9, 0, 4], set.Training.Labels.ToArray());
        Assert.Equal([5, 6, 7, 8], set.Training.Pixels(1).ToArray());
        Assert.Equal([17, 18, 19, 20], set.Test.Pixels(1).ToArray());
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], set.Test.Classes);
    }

    [Fact]
    public void Class_names_come_from_a_file_beside_the_images()
    {
        IdxFiles.Write(_folder);
        File.WriteAllLines(_folder["classes.txt"], ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]);

        Assert.Equal("nine", DataSets.Load(_folder.Path).Training.Classes[9]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_anywhere_is_reported_where_it_ends(string name)
    {
        var content = IdxFiles.Content[name];
        for (var length = 0; length < content.Length; length++)
        {
            IdxFiles.Write(_folder, changed: name, to: content[..length]);
            AssertReported(name, length);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_gzip_file_cut_anywhere_is_reported(string name)
    {
        var packed = IdxFiles.Gzip(IdxFiles.Content[name]);
        for (var length = 0; length < packed.Length; length++)
        {
            IdxFiles.Write(_folder, gzip: true, changed: name, to: packed[..length]);
            AssertReported(name + ".gz");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_gzip_file_of_a_wrong_checksum_is_reported_at_the_end_of_what_it_holds(string name)
    {
        const int Checksum = 8;
        var packed = IdxFiles.Gzip(IdxFiles.Content[name]);
        packed[^Checksum] ^= 1;
        IdxFiles.Write(_folder, gzip: true, changed: name, to: packed);
        var message = Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)).Message;
        // The unpacker sees the checksum together with the last byte.
        var length = IdxFiles.Content[name].Length;
        Assert.Matches($"{name}.gz is broken at byte ({length - 1}|{length}) of its unpacked content", message);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_gzip_file_with_any_bit_flipped_is_reported_or_unpacks_to_the_same(string name)
    {
        var packed = IdxFiles.Gzip(IdxFiles.Content[name]);
        IdxFiles.Write(_folder, gzip: true);
        var intact = DataSets.Load(_folder.Path);
        var reported = 0;
        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] damaged = [.. packed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            _folder.Write(name + ".gz", damaged);
            if (Record.Exception(() => AssertSame(intact, DataSets.Load(_folder.Path))) is { } exception)
            {
                AssertNames(Assert.IsType<UserException>(exception), name + ".gz");
                reported++;
            }
        }
        Assert.True(reported > packed.Length * 8 / 2, $"{reported} of {packed.Length * 8} flipped bits were seen.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Bytes_after_the_content_are_reported(string name)
    {
        var content = IdxFiles.Content[name];
        IdxFiles.Write(_folder, changed: name, to: [.. content, 0, 0]);
        AssertReported(name, content.Length, "2 more bytes");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_wrong_magic_number_is_reported(string name)
    {
        IdxFiles.Write(_folder, changed: name, to: [0, 0, 13, .. IdxFiles.Content[name].AsSpan(3)]);
        AssertReported(name, 0, "00000D");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_named(string name)
    {
        IdxFiles.Write(_folder, changed: name, to: null);
        Assert.Contains($"{_folder[name]} is missing", Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)).Message);
    }

    [Theory]
    [InlineData(IdxFiles.TrainingLabels, 10)]
    [InlineData(IdxFiles.TestLabels, 9)]
    public void A_label_without_a_class_is_reported_where_it_stands(string name, int offset)
    {
        byte[] content = [.. IdxFiles.Content[name]];
        content[offset] = 10;
        IdxFiles.Write(_folder, changed: name, to: content);
        AssertReported(name, offset, "the label 10");
    }

    [Fact]
    public void Labels_for_another_number_of_images_are_reported()
    {
        IdxFiles.Write(_folder, changed: IdxFiles.TestLabels, to: IdxFiles.Content[IdxFiles.TrainingLabels]);
        AssertReported(IdxFiles.TestLabels, 4, "3 labels for 2 images");
    }

    [Fact]
    public void Test_images_of_another_size_are_reported()
    {
        IdxFiles.Write(_folder, changed: IdxFiles.TestImages, to: [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 13, 14, 15, 16]);
        AssertReported(IdxFiles.TestImages, 8, "1 x 1 x 2");
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(255, 255, 255, 255)]
    public void A_dimension_below_1_is_reported(byte a, byte b, byte c, byte d)
    {
        byte[] content = [.. IdxFiles.Content[IdxFiles.TrainingImages]];
        (content[8], content[9], content[10], content[11]) = (a, b, c, d);
        IdxFiles.Write(_folder, changed: IdxFiles.TrainingImages, to: content);
        AssertReported(IdxFiles.TrainingImages, 8);
    }

    [Fact]
    public void Dimensions_beyond_all_memory_are_reported()
    {
        byte[] content = [.. IdxFiles.Content[IdxFiles.TrainingImages]];
        (content[4], content[8], content[12]) = (127, 127, 127);
        IdxFiles.Write(_folder, changed: IdxFiles.TrainingImages, to: content);
        AssertReported(IdxFiles.TrainingImages, 4, "too many");
    }

    private void AssertReported(string name, int? offset = null, string what = "") =>
        AssertNames(Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)), name, offset, what);

    private void AssertNames(UserException exception, string name, int? offset = null, string what = "")
    {
        Assert.Contains($"{_folder[name]} is broken at byte {offset}", exception.Message);
        Assert.Contains(what, exception.Message);
        Assert.Contains("replace it by an intact copy", exception.Message);
    }

    private static void AssertSame(DataSet expected, DataSet actual)
    {
        foreach (var (one, other) in new[] { (expected.Training, actual.Training), (expected.Test, actual.Test) })
        {
            Assert.Equal(one.Labels.ToArray(), other.Labels.ToArray());
            for (var image = 0; image < one.Count; image++)
                Assert.Equal(one.Pixels(image).ToArray(), other.Pixels(image).ToArray());
        }
    }
}
