using System.Text.Json;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>The options of a training in one line, as <c>run.json</c> has them; those that are null are left out.</summary>
internal static class OptionsLine
{
    public static string Of(TrainingOptions options)
    {
        using var json = JsonDocument.Parse(options.ToJson());
        return string.Join(", ", json.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => $"{member.Name.Replace('_', ' ')} {Value(member.Value)}"));
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
