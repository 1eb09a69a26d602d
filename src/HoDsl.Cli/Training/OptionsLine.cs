using System.Text.Json;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>The options of a training in one line, as <c>run.json</c> has them; those that are null are left out. At the end, what the selection of images was drawn from.</summary>
internal static class OptionsLine
{
    public static string Of(Recipe recipe)
    {
        using var json = JsonDocument.Parse(recipe.Training.ToJson());
        return string.Join(", ", json.RootElement.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => $"{member.Name.Replace('_', ' ')} {Value(member.Value)}")
            .Append(FormattableString.Invariant($"data seed {(recipe.Selection ?? DataSelection.All).Seed}")));
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
