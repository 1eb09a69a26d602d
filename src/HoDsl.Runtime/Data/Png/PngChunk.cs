using System.Text;
using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Png;

/// <summary>One chunk of a PNG file: length, four letters that say its type, data, checksum.</summary>
/// <param name="Type">The type's four letters.</param>
/// <param name="Offset">Where the chunk begins in the file.</param>
/// <param name="Length">How many bytes of data it has.</param>
internal readonly record struct PngChunk(string Type, int Offset, int Length)
{
    private const int Overhead = 12;

    /// <summary>Where its data begins in the file.</summary>
    public int DataOffset => Offset + 8;

    /// <summary>Where the next chunk begins.</summary>
    public int End => Offset + Overhead + Length;

    /// <summary>Whether a reader that does not know the type may pass over it.</summary>
    public bool IsAncillary => char.IsAsciiLetterLower(Type[0]);

    /// <summary>The chunk at an offset, its checksum verified.</summary>
    public static PngChunk Read(DataFile file, int offset)
    {
        var length = file.ReadInt32(offset);
        if (length < 0 || length > file.Bytes.Length - offset - Overhead)
            throw file.Broken(offset, "a chunk begins there that goes beyond the end of the file");
        var chunk = new PngChunk(Encoding.Latin1.GetString(file.Bytes, offset + 4, 4), offset, length);
        if (file.ReadInt32(chunk.DataOffset + length) != (int)Crc32.Of(file.Bytes.AsSpan(offset + 4, 4 + length)))
            throw file.Broken(offset, "the checksum of the chunk that begins there is wrong");
        return chunk;
    }
}
