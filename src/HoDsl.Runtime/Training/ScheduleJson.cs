using System.Text.Json;
using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>A schedule in JSON: a string of its written form.</summary>
internal sealed class ScheduleJson : JsonConverter<Schedule>
{
    /// <inheritdoc/>
    public override Schedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? Schedule.TryParse(reader.GetString()!) : null) ??
        throw new JsonException("a schedule is written constant, cosine, one-cycle or step:100,150 (rising numbers), with warm-up:5+ in front or not");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Schedule value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
