using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>Reads and writes named tensors in the public safetensors format, which PyTorch, JAX and others read too.</summary>
/// <remarks>
/// A file is 8 bytes with the header's length (little-endian), a JSON header that gives each tensor's type, shape and
/// place, then the tensors' bytes without gaps. Source: https://huggingface.co/docs/safetensors.
/// </remarks>
public static class Safetensors
{
    /// <summary>Writes the tensors, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors by name, of floating-point or whole numbers or truth values, on any device and with any strides.</param>
    /// <param name="metadata">Words about the file.</param>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // In order of name: the same weights are the same file, byte for byte.
        var ordered = tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        AtomicFile.Write(path, stream =>
        {
            var header = Header(ordered, metadata);
            Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in ordered)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    /// <summary>Reads all tensors of a file, onto the CPU.</summary>
    /// <exception cref="UserException">The file is missing, cut, or not a safetensors file; the message names the file and the place.</exception>
    public static Dictionary<string, Tensor> Read(string path) => ReadAll(path).Tensors;

    /// <summary>Reads all tensors of a file, onto the CPU, and the words about it.</summary>
    /// <exception cref="UserException">The file is missing, cut, or not a safetensors file; the message names the file and the place.</exception>
    public static (Dictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) ReadAll(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(path, stream);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Unreadable(path, fault);
        }
    }

    private static (Dictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path, Stream stream)
    {
        var header = SafetensorsHeader.Read(path, stream);
        var tensors = new Dictionary<string, Tensor>();
        using var scope = NewDisposeScope();
        foreach (var entry in header.Entries)
        {
            var bytes = new byte[entry.Bytes];
            stream.ReadExactly(bytes);
            var tensor = empty(entry.Shape, dtype: entry.Type);
            tensor.bytes = bytes;
            tensors.Add(entry.Name, tensor.MoveToOuterDisposeScope());
        }

        return (tensors, header.Metadata);
    }

    private static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null) WriteMetadata(json, metadata);
            long offset = 0;
            foreach (var (name, tensor) in tensors)
                offset = WriteEntry(json, name, tensor, offset);
            json.WriteEndObject();
        }

        // Spaces at the end align the data to 8 bytes, as the format recommends.
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long offset)
    {
        var end = offset + tensor.numel() * tensor.ElementSize;
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsType.Name(tensor.dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }
}
