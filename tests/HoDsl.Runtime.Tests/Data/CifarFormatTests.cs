using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class CifarFormatTests : IDisposable
{
    private const int Records = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly string[] Cifar10Files =
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"];

    private static readonly string[] Cifar100Files = ["train.bin", "test.bin"];

    private static readonly CifarLayout Cifar10 = Small(CifarLayout.Cifar10);
    private static readonly CifarLayout Cifar100 = Small(CifarLayout.Cifar100);

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Cifar10Files) data.Add("CIFAR-10", name);
            foreach (var name in Cifar100Files) data.Add("CIFAR-100", name);
            return data;
        }
    }

    [Theory]
    [InlineData("CIFAR-10", "")]
    [InlineData("CIFAR-10", "cifar-10-batches-bin/")]
    [InlineData("CIFAR-100", "")]
    [InlineData("CIFAR-100", "cifar-100-binary/")]
    public void The_files_are_read_in_their_order(string title, string subfolder)
    {
        var layout = WriteFiles(title, subfolder);
        var format = new CifarFormat(layout);

        Assert.True(format.Recognises(_folder.Path));
        var set = format.Read(Place);

        Assert.Equal(new MapShape(3, 32, 32), set.Training.Shape);
        Assert.Equal((Records * layout.Training.Count, Records), (set.Training.Count, set.Test.Count));
        for (var image = 0; image < set.Training.Count; image++)
            AssertImage(layout, image / Records, image % Records, set.Training, image);
        for (var image = 0; image < set.Test.Count; image++)
            AssertImage(layout, layout.Training.Count, image, set.Test, image);
    }

    [Fact]
    public void The_official_files_have_these_names_and_lengths()
    {
        Assert.Equal(Cifar10Files, CifarLayout.Cifar10.Files.Select(file => file.Name));
        Assert.Equal(Cifar100Files, CifarLayout.Cifar100.Files.Select(file => file.Name));
        Assert.All(CifarLayout.Cifar10.Files, file => Assert.Equal(30_730_000, file.Records * CifarLayout.Cifar10.RecordLength));
        Assert.Equal([153_700_000, 30_740_000], CifarLayout.Cifar100.Files.Select(file => file.Records * CifarLayout.Cifar100.RecordLength));
    }

    [Fact]
    public void Classes_have_the_official_names_in_their_order()
    {
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], CifarLayout.Cifar10.Classes);
        var fine = CifarLayout.Cifar100.Classes;
        Assert.Equal((100, "apple", "cattle", "worm"), (fine.Distinct().Count(), fine[0], fine[19], fine[99]));
        Assert.Equal(fine.Order(StringComparer.Ordinal), fine);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_cut_anywhere_is_reported_where_it_ends(string title, string name)
    {
        var layout = WriteFiles(title);
        var content = File.ReadAllBytes(_folder[name]);
        int[] ends = [0, 1, 2, 3, layout.RecordLength - 1, layout.RecordLength, layout.RecordLength + 1, 2 * layout.RecordLength, content.Length - 1];
        foreach (var length in ends.Concat(Enumerable.Range(1, 60).Select(part => part * content.Length / 61)))
        {
            _folder.Write(name, content[..length]);
            AssertReported(layout, name, length, "it ends there");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Bytes_after_the_content_are_reported(string title, string name)
    {
        var layout = WriteFiles(title);
        _folder.Write(name, [.. File.ReadAllBytes(_folder[name]), 0]);
        AssertReported(layout, name, 3 * layout.RecordLength, "1 more bytes");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_label_without_a_class_is_reported_where_it_stands(string title, string name)
    {
        var layout = WriteFiles(title);
        var intact = File.ReadAllBytes(_folder[name]);
        for (var label = 0; label < layout.LabelBytes.Count; label++)
        {
            byte[] content = [.. intact];
            var offset = 2 * layout.RecordLength + label;
            content[offset] = (byte)layout.LabelBytes[label];
            _folder.Write(name, content);
            AssertReported(layout, name, offset, $"the label {layout.LabelBytes[label]}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_named(string title, string name)
    {
        var layout = WriteFiles(title);
        File.Delete(_folder[name]);
        Assert.Contains($"{_folder[name]} is missing: mend it", Read(layout).Message);
    }

    [Theory]
    [InlineData("CIFAR-10", "test_batch.bin")]
    [InlineData("CIFAR-100", "test.bin")]
    public void A_file_that_is_a_folder_is_named(string title, string name)
    {
        var layout = WriteFiles(title);
        File.Delete(_folder[name]);
        Directory.CreateDirectory(_folder[name]);
        Assert.Contains($"{_folder[name]} is a folder, not a file: mend it.", Read(layout).Message);
    }

    private DataPlace Place => new("cifar", _folder.Path, "mend it");

    private static CifarLayout Small(CifarLayout layout) => layout with
    {
        Training = [.. layout.Training.Select(file => file with { Records = Records })],
        Test = layout.Test with { Records = Records },
    };

    private static byte[] Content(CifarLayout layout, int file)
    {
        var content = new byte[Records * layout.RecordLength];
        new Random(file).NextBytes(content);
        for (var record = 0; record < Records; record++)
        {
            for (var label = 0; label < layout.LabelBytes.Count; label++)
                content[record * layout.RecordLength + label] = (byte)((file + record + 7 * label) % layout.LabelBytes[label]);
        }
        return content;
    }

    private CifarLayout WriteFiles(string title, string subfolder = "")
    {
        var layout = new[] { Cifar10, Cifar100 }.Single(layout => layout.Title == title);
        foreach (var (file, (name, _)) in layout.Files.Index())
            _folder.Write(subfolder + name, Content(layout, file));
        return layout;
    }

    private static void AssertImage(CifarLayout layout, int file, int record, ImageSet images, int image)
    {
        var content = Content(layout, file)[(record * layout.RecordLength)..((record + 1) * layout.RecordLength)];
        Assert.Equal(content[^(CifarLayout.PixelsPerImage + 1)], images.Labels[image]);
        Assert.Equal(content[^CifarLayout.PixelsPerImage..], images.Pixels(image).ToArray());
    }

    private UserException Read(CifarLayout layout) => Assert.Throws<UserException>(() => new CifarFormat(layout).Read(Place));

    private void AssertReported(CifarLayout layout, string name, int offset, string what)
    {
        var message = Read(layout).Message;
        Assert.Contains($"{_folder[name]} is broken at byte {offset}:", message);
        Assert.Contains(what, message);
        Assert.EndsWith("mend it.", message);
    }
}
