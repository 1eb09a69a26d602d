using System.IO.Compression;
using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Png;

/// <summary>Decodes PNG images of up to 8 bits a sample, every checksum verified.</summary>
internal static class PngReader
{
    // Deflate's best: 258 bytes in two bits.
    private const int MostExpansion = 1032;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes a file.</summary>
    /// <exception cref="UserException">The file is broken, or of a kind that is not read here.</exception>
    public static PngImage Read(DataFile file)
    {
        if (!file.Bytes.AsSpan().StartsWith(Signature))
            throw file.Broken(0, "it is not a PNG file");
        var chunk = PngChunk.Read(file, Signature.Length);
        var header = PngHeader.Read(file, chunk);
        var packed = new MemoryStream();
        ReadOnlySpan<byte> palette = [];
        for (chunk = PngChunk.Read(file, chunk.End); chunk.Type != "IEND"; chunk = PngChunk.Read(file, chunk.End))
        {
            if (chunk.Type == "IDAT")
                packed.Write(file.Bytes, chunk.DataOffset, chunk.Length);
            else if (chunk.Type == "PLTE")
                palette = Palette(file, chunk);
            else if (!chunk.IsAncillary)
                throw file.Broken(chunk.Offset, "a chunk of an unknown type begins there");
        }
        packed.Position = 0;
        var rows = Undo(file, header, Unpack(file, header, packed, chunk.Offset), chunk.Offset);
        return PngPixels.Image(file, header, palette, rows, chunk.Offset);
    }

    private static ReadOnlySpan<byte> Palette(DataFile file, PngChunk chunk) => chunk.Length % 3 == 0
        ? file.Bytes.AsSpan(chunk.DataOffset, chunk.Length)
        : throw file.Broken(chunk.Offset, $"a palette of {chunk.Length} bytes begins there, and a colour has three");

    // Each row has one byte in front that numbers its filter.
    private static byte[] Unpack(DataFile file, PngHeader header, MemoryStream packed, int end)
    {
        var length = (header.Stride + 1L) * header.Height;
        // Said before room is made for them: a broken header can claim any size.
        if (length > MostExpansion * packed.Length)
            throw WrongSize();
        var rows = new byte[length];
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            return zlib.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false) == rows.Length && zlib.ReadByte() < 0 ? rows : throw WrongSize();
        }
        catch (InvalidDataException broken)
        {
            throw file.Broken(end, $"the pixels before it are damaged ({broken.Message.TrimEnd('.')})");
        }

        UserException WrongSize() => file.Broken(end, $"the pixels before it do not make {header.Width} x {header.Height}");
    }

    private static byte[] Undo(DataFile file, PngHeader header, byte[] rows, int end)
    {
        var samples = new byte[header.Stride * header.Height];
        ReadOnlySpan<byte> above = new byte[header.Stride];
        for (var y = 0; y < header.Height; y++)
        {
            var filtered = rows.AsSpan(y * (header.Stride + 1), header.Stride + 1);
            if (filtered[0] >= PngFilter.Count)
                throw file.Broken(end, $"row {y} of the pixels before it names a filter {filtered[0]}, which does not exist");
            var row = samples.AsSpan(y * header.Stride, header.Stride);
            filtered[1..].CopyTo(row);
            PngFilter.Undo(filtered[0], row, above, header.FilterDistance);
            above = row;
        }
        return samples;
    }
}
