using System.Text.Json;
using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training.Memory;

/// <summary>An amount of memory in JSON: a string of its written form.</summary>
public sealed class MemorySizeJson : JsonConverter<MemorySize>
{
    /// <inheritdoc/>
    public override MemorySize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? MemorySize.TryParse(reader.GetString()!) : null) ??
        throw new JsonException("an amount of memory is written 512MiB");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MemorySize value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
