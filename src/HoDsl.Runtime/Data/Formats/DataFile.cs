using System.Buffers.Binary;
using System.IO.Compression;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>The content of a data file, unpacked if it is gzip; every complaint about it names the file, the byte and what to do.</summary>
internal sealed class DataFile
{
    private readonly string _path;
    private readonly string _remedy;
    private readonly bool _unpacked;

    private DataFile(string path, string remedy, byte[] bytes, bool unpacked) =>
        (_path, _remedy, Bytes, _unpacked) = (path, remedy, bytes, unpacked);

    /// <summary>The whole content.</summary>
    public byte[] Bytes { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; gzip is recognised by its first two bytes.</param>
    /// <param name="remedy">What to do if the file is missing or broken, as the end of a sentence.</param>
    /// <exception cref="UserException">The file is missing, cannot be read, or is broken gzip.</exception>
    public static DataFile Read(string path, string remedy)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes is [0x1F, 0x8B, ..]
                ? new(path, remedy, Unpack(path, remedy, bytes), unpacked: true)
                : new(path, remedy, bytes, unpacked: false);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"The data file {path} is missing: {remedy}.", missing);
        }
        catch (UnauthorizedAccessException folder) when (Directory.Exists(path))
        {
            throw new UserException($"{path} is a folder, not a file: {remedy}.", folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The data file {path} cannot be read ({unreadable.Message.TrimEnd('.')}): {remedy}.", unreadable);
        }
    }

    /// <summary>The big-endian number in the four bytes from an offset.</summary>
    public int ReadInt32(int offset)
    {
        if (Bytes.Length < offset + sizeof(int))
            throw EndsEarly(offset + sizeof(int));
        return BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(offset));
    }

    /// <summary>Makes sure that the file has the length that its kind or its header calls for.</summary>
    public void ExpectLength(long length)
    {
        if (Bytes.Length < length)
            throw EndsEarly(length);
        if (Bytes.Length > length)
            throw Broken(length, $"its content should end there, but {Bytes.Length - length} more bytes follow");
    }

    /// <summary>Makes sure that a label names one of the classes.</summary>
    /// <param name="offset">Where it stands.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="unless">What would make them more, as the end of a sentence.</param>
    public void ExpectLabel(int offset, int classes, string unless = "")
    {
        if (Bytes[offset] >= classes)
            throw Broken(offset, $"the label {Bytes[offset]} stands there, but the labels of {classes} classes go from 0 to {classes - 1}{unless}");
    }

    /// <summary>A complaint about the byte at an offset.</summary>
    public UserException Broken(long offset, string what) => Broken(_path, _remedy, offset, what, _unpacked);

    /// <summary>A complaint about an image that is whole, but cannot be used here.</summary>
    /// <param name="what">What it is, as a sentence goes on that begins with its path.</param>
    /// <param name="remedy">What to do, as the end of the sentence.</param>
    public UserException Unsuitable(string what, string remedy) => new($"{_path} {what}: {remedy}.");

    private UserException EndsEarly(long needed) => Broken(Bytes.Length, $"it ends there, but {needed} bytes are needed");

    private static UserException Broken(string path, string remedy, long offset, string what, bool unpacked, Exception? cause = null) =>
        new($"The data file {path} is broken at byte {offset}{(unpacked ? " of its unpacked content" : "")}: {what}; {remedy}.", cause);

    private static byte[] Unpack(string path, string remedy, byte[] packed)
    {
        using var content = new MemoryStream(packed.Length * 2);
        Exception? damage = null;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            gzip.CopyTo(content);
        }
        catch (InvalidDataException damaged)
        {
            damage = damaged;
        }
        // A stream that ends within the checksum and length at its end passes without complaint: the length must be there.
        if (damage is not null || packed.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(^sizeof(uint)..)) != (uint)content.Length)
            throw Broken(path, remedy, IntactLength(packed), "its gzip data is damaged or cut off there", unpacked: true, damage);
        return content.ToArray();
    }

    // Byte by byte: what is unpacked many bytes at a time is lost with the one that is damaged.
    private static long IntactLength(byte[] packed)
    {
        var length = 0L;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            while (gzip.ReadByte() >= 0)
                length++;
        }
        catch (InvalidDataException)
        {
            // That is where it ends.
        }
        return length;
    }
}
