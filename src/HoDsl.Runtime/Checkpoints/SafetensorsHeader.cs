using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>One tensor of a safetensors file: its name, type, shape, and size in the file.</summary>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
{
    public long Bytes => End - Begin;
}

/// <summary>The header of a safetensors file, read and proved, so that what follows it can be read without further checks.</summary>
/// <param name="Entries">The tensors in the order in which their bytes follow.</param>
/// <param name="Metadata">The words about the file.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The member of the header that is not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>How many bytes in front of the header give its length.</summary>
    public const int LengthBytes = 8;

    private const long LongestHeader = 100_000_000;

    /// <summary>Reads the header; the stream then stands at the first tensor.</summary>
    public static SafetensorsHeader Read(string path, Stream stream)
    {
        var fileLength = stream.Length;
        if (fileLength < LengthBytes) throw Broken(path, $"it has {fileLength} bytes, fewer than the {LengthBytes} of the header's length");
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadInt64LittleEndian(lengthBytes);
        if (length is < 2 or > LongestHeader) throw Broken(path, $"its first {LengthBytes} bytes give a header of {length} bytes");
        if (length > fileLength - LengthBytes) throw Broken(path, $"it is cut at byte {fileLength}, within its header of {length} bytes");
        var json = new byte[length];
        stream.ReadExactly(json);
        var (entries, metadata) = Parse(path, json);
        entries.Sort((left, right) => left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End));
        CheckPlaces(path, entries, dataStart: LengthBytes + length, fileLength);
        return new(entries, metadata);
    }

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(string path, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Broken(path, "its header is not a JSON object");
            var entries = new List<SafetensorsEntry>();
            var metadata = new Dictionary<string, string>();
            var names = new HashSet<string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name)) throw Broken(path, $"its header names the tensor '{property.Name}' twice");
                if (property.Name == MetadataKey) AddWords(metadata, property.Value);
                else entries.Add(Entry(path, property.Name, property.Value));
            }

            return (entries, metadata);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw Broken(path, "its header is not valid JSON", fault);
        }
    }

    private static void AddWords(Dictionary<string, string> metadata, JsonElement words)
    {
        foreach (var word in words.EnumerateObject()) metadata[word.Name] = word.Value.GetString() ?? "";
    }

    private static SafetensorsEntry Entry(string path, string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("shape", out var shapeJson) || Numbers(shapeJson) is not { } shape
            || !entry.TryGetProperty("data_offsets", out var offsets) || Numbers(offsets) is not [var begin, var end])
        {
            throw Broken(path, $"its header does not give type, shape and place of the tensor '{name}'");
        }

        if (!SafetensorsType.TryFind(dtype.GetString(), out var type, out var elementBytes))
            throw new UserException($"{path} holds the tensor '{name}' of type {dtype.GetString()}, which is not read here; known are {SafetensorsType.Names}.");
        if (Size(shape, elementBytes) is not { } size || size != end - begin)
            throw Broken(path, $"the shape and the place of its tensor '{name}' do not fit together");
        return new SafetensorsEntry(name, type, shape, begin, end);
    }

    private static long[]? Numbers(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array) return null;
        var numbers = new List<long>();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out var number) || number < 0) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static long? Size(long[] shape, int elementBytes)
    {
        try
        {
            return shape.Aggregate((long)elementBytes, (size, dimension) => checked(size * dimension));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static void CheckPlaces(string path, List<SafetensorsEntry> entries, long dataStart, long fileLength)
    {
        long expected = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != expected) throw Broken(path, $"the bytes of its tensor '{entry.Name}' overlap others or leave a gap");
            expected = entry.End;
        }

        if (dataStart + expected > fileLength) throw Broken(path, $"it is cut at byte {fileLength} of {dataStart + expected}");
        if (dataStart + expected < fileLength) throw Broken(path, $"it has {fileLength - dataStart - expected} bytes too many after byte {dataStart + expected}");
    }

    private static UserException Broken(string path, string why, Exception? inner = null) =>
        new($"{path} is not a usable safetensors file: {why}; copy it again or train anew.", inner);
}
