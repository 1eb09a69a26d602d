using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using HoDsl.Runtime.Data.Download;
using HoDsl.Runtime.Data.Png;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class Cifar10PackageTests : IDisposable
{
    private const int ImagesPerFile = 2;
    private const int Area = 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data_batch_1", 0)]
    [InlineData("data_batch_4", 3)]
    [InlineData("test_batch", -1)]
    public void A_row_of_pixels_becomes_a_label_and_three_planes(string name, int batch)
    {
        var pixels = WritePackage(name);

        var records = Package.MakeOfficial(_folder.Path, name + ".bin");

        Assert.Equal(ImagesPerFile * 3073, records.Length);
        for (var image = 0; image < ImagesPerFile; image++)
        {
            Assert.Equal(batch < 0 ? 9 - image : batch * ImagesPerFile + image, records[image * 3073]);
            for (var i = 0; i < Area * 3; i++)
                Assert.Equal(pixels[(image * Area + i % Area) * 3 + i / Area], records[image * 3073 + 1 + i]);
        }
    }

    [Fact]
    public void An_image_of_another_size_is_reported()
    {
        WritePackage("test_batch");
        Assert.Contains("should hold 3 rows", Assert.Throws<UserException>(() => new Cifar10Package(3).MakeOfficial(_folder.Path, "test_batch.bin")).Message);
    }

    [Theory]
    [InlineData("[1]", "1 labels for 2 images")]
    [InlineData("[1,2", "JSON")]
    [InlineData("{\"a\":1}", "small whole number")]
    [InlineData("[1,300]", "small whole number")]
    [InlineData("[1,\"2\"]", "small whole number")]
    public void Broken_labels_are_reported(string labels, string what)
    {
        WritePackage("test_batch");
        _folder.Write("test_lables.json", Encoding.UTF8.GetBytes(labels));

        var message = Assert.Throws<UserException>(() => Package.MakeOfficial(_folder.Path, "test_batch.bin")).Message;

        Assert.Contains($"{_folder["test_lables.json"]} is broken at byte ", message);
        Assert.Contains(what, message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        WritePackage("test_batch");
        Assert.Contains(_folder["data_batch_2.png"], Assert.Throws<UserException>(() => Package.MakeOfficial(_folder.Path, "data_batch_2.bin")).Message);
    }

    private static Cifar10Package Package => new(ImagesPerFile);

    private byte[] WritePackage(string name)
    {
        var pixels = new byte[ImagesPerFile * Area * 3];
        new Random(5).NextBytes(pixels);
        _folder.Write(name + ".png", Png(pixels));
        _folder.Write("train_lables.json", "[0,1,2,3,4,5,6,7,8,9]"u8.ToArray());
        _folder.Write("test_lables.json", "[9,8]"u8.ToArray());
        return pixels;
    }

    private static byte[] Png(byte[] pixels)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
        file.Write(Chunk("IHDR"u8, [0, 0, 4, 0, 0, 0, 0, ImagesPerFile, 8, 2, 0, 0, 0]));
        file.Write(Chunk("IDAT"u8, Unfiltered(pixels)));
        file.Write(Chunk("IEND"u8, []));
        return file.ToArray();
    }

    private static byte[] Unfiltered(byte[] pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            foreach (var row in pixels.Chunk(Area * 3))
                zlib.Write([0, .. row]);
        }
        return packed.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.Of(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }
}
