using System.Text.Json;
using System.Text.Json.Serialization;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Training;

/// <summary>All that a training run follows from: which network, on which images, trained how.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The name of a data set, or a folder.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Selection">Which of the images are used; all where nothing is given.</param>
/// <param name="Title">What the recipe is and where it comes from, in a line.</param>
public sealed record Recipe(
    NetworkChoice Network, string Data, TrainingOptions Training,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DataSelection? Selection = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title = null)
{
    /// <summary>Reads a recipe from JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where the text comes from, for the message.</param>
    /// <exception cref="UserException">The text is not a recipe; the message says where.</exception>
    public static Recipe Parse(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JsonForms.Default.Recipe) ?? throw new JsonException("it is empty");
        }
        catch (JsonException fault)
        {
            throw new UserException($"{source} is not a recipe: {JsonForms.Reason(fault)}", fault);
        }
    }
}
