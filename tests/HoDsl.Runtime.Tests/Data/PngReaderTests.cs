using System.Buffers.Binary;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Data.Png;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class PngReaderTests(PngFiles files) : IClassFixture<PngFiles>, IDisposable
{
    private const int HeaderData = 16;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, int, int> Written
    {
        get
        {
            var data = new TheoryData<string, string, int, int>();
            foreach (var kind in new[] { "grey", "rgb", "greyalpha", "rgba", "grey1", "grey2", "grey4", "palette1", "palette2", "palette4", "palette8" })
            {
                foreach (var filter in new[] { "0", "1", "2", "3", "4", "all" })
                {
                    foreach (var (width, height) in new[] { (1, 1), (7, 11), (33, 6) })
                        data.Add(kind, filter, width, height);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Every_filter_of_every_kind_of_image_is_undone(string kind, string filter, int width, int height)
    {
        var name = $"{kind}-{filter}-{width}x{height}";

        var image = Read(files.PathOf(name));

        Assert.Equal((width, height, kind.StartsWith("grey", StringComparison.Ordinal) ? 1 : 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(files.SamplesOf(name), image.Samples);
    }

    [Fact]
    public void A_file_cut_anywhere_is_reported()
    {
        var content = Sample();
        for (var length = 0; length < content.Length; length++)
            AssertReported(content[..length]);
    }

    [Fact]
    public void Any_flipped_bit_is_reported()
    {
        var content = Sample();
        for (var bit = 0; bit < content.Length * 8; bit++)
        {
            content[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertReported(content);
            content[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(8, 16, "has 16 bits a sample and is not interlaced")]
    [InlineData(12, 1, "has 8 bits a sample and is interlaced")]
    public void An_image_of_a_kind_that_is_not_read_here_is_not_called_broken(int place, byte value, string what)
    {
        var path = _folder.Write("whole.png", WithHeader(header => header[place] = value));
        Assert.Equal(
            $"{path} {what}, and PNG images are read here with up to 8 bits, not interlaced: save it so.", Assert.Throws<UserException>(() => Read(path)).Message);
    }

    [Fact]
    public void A_folder_is_called_one() => Assert.Equal($"{_folder.Path} is a folder, not a file: mend it.", Assert.Throws<UserException>(() => Read(_folder.Path)).Message);

    [Theory]
    [InlineData(8, 4, "depth 4, colour type 2")]
    [InlineData(9, 5, "colour type 5")]
    [InlineData(9, 1, "colour type 1")]
    [InlineData(10, 1, "compression 1")]
    [InlineData(12, 2, "interlacing 2")]
    public void A_kind_of_image_that_does_not_exist_is_named(int place, byte value, string what) =>
        Assert.Contains(what, AssertReported(WithHeader(header => header[place] = value)).Message);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 11)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_size_that_cannot_be_is_reported(int width, int height) =>
        Assert.Contains($"{width} x {height}", AssertReported(WithSize(width, height), HeaderData).Message);

    [Theory]
    [InlineData(7, 10)]
    [InlineData(7, 12)]
    [InlineData(10_000, 20_000)]
    [InlineData(6, 11)]
    public void A_size_that_the_pixels_do_not_fill_is_reported(int width, int height) => AssertReported(WithSize(width, height));

    [Fact]
    public void A_chunk_of_unknown_type_is_reported_if_it_is_critical_and_passed_over_if_not()
    {
        var content = Sample();
        // The text chunk follows the header: 8 bytes of signature, 25 of header.
        AssertReported(WithChecksum([.. content], 33, chunk => chunk[0] = (byte)'T'), 33);
        Assert.Equal(files.SamplesOf("rgb-all-7x11"), Read(_folder.Write("x.png", WithChecksum(content, 33, chunk => chunk[3] = (byte)'x'))).Samples);
    }

    [Fact]
    public void A_colour_that_the_palette_lacks_is_reported_with_its_row()
    {
        var content = WithPalette(Array.Empty<byte>());
        Assert.Contains("row 0 of the pixels before it has the colour", AssertReported(content).Message);
        Assert.Contains("the palette has 0", AssertReported(content).Message);
    }

    [Fact]
    public void A_palette_with_a_part_of_a_colour_is_reported() => Assert.Contains("a palette of 4 bytes", AssertReported(WithPalette([1, 2, 3, 4]), PaletteOffset).Message);

    // The palette follows the header and the text chunk: 8 bytes of signature, 25 of header, 19 of text.
    private const int PaletteOffset = 8 + 25 + 19;

    private byte[] WithPalette(byte[] palette)
    {
        var content = File.ReadAllBytes(files.PathOf("palette4-all-7x11"));
        var end = PaletteOffset + 12 + BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(PaletteOffset));
        byte[] chunk = [0, 0, 0, (byte)palette.Length, .. "PLTE"u8, .. palette, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), Crc32.Of(chunk.AsSpan(4, 4 + palette.Length)));
        return [.. content[..PaletteOffset], .. chunk, .. content[end..]];
    }

    private byte[] Sample() => File.ReadAllBytes(files.PathOf("rgb-all-7x11"));

    private byte[] WithSize(int width, int height) => WithHeader(header =>
    {
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
    });

    private byte[] WithHeader(SpanAction change) => WithChecksum(Sample(), 8, chunk => change(chunk[4..]));

    // Changes the type and data of the chunk at an offset, and makes its checksum fit.
    private static byte[] WithChecksum(byte[] content, int offset, SpanAction change)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(offset));
        var chunk = content.AsSpan(offset + 4, 4 + length);
        change(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(offset + 8 + length), Crc32.Of(chunk));
        return content;
    }

    private delegate void SpanAction(Span<byte> bytes);

    private static PngImage Read(string path) => PngReader.Read(DataFile.Read(path, "mend it"));

    private UserException AssertReported(byte[] content, int? offset = null)
    {
        var path = _folder.Write("broken.png", content);
        var exception = Assert.Throws<UserException>(() => Read(path));
        Assert.Contains($"{path} is broken at byte {offset}", exception.Message);
        Assert.EndsWith("mend it.", exception.Message);
        return exception;
    }
}
