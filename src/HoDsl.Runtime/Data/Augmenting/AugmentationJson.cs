using System.Text.Json;
using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>An augmentation in JSON: a string of its written form.</summary>
internal sealed class AugmentationJson : JsonConverter<Augmentation>
{
    /// <inheritdoc/>
    public override Augmentation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? Augmentation.TryParse(reader.GetString()!) : null) ??
        throw new JsonException($"an augmentation is written none, or as {AugmentationStep.Forms} joined by +");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Augmentation value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
