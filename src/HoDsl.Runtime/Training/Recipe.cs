using System.Text.Json;
using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Runtime.Training;

/// <summary>All that a training run follows from: which network, on which images, trained how.</summary>
/// <param name="Scheme">The name of the scheme.</param>
/// <param name="Layers">The depth of the network, stem and head included.</param>
/// <param name="Width">The number of channels in its body.</param>
/// <param name="Data">The name of a data set, or a folder.</param>
/// <param name="Training">How it is trained.</param>
public sealed record Recipe(string Scheme, int Layers, int Width, string Data, TrainingOptions Training)
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

    /// <summary>What is wrong with the recipe, a sentence each; whether scheme and depth fit is the network's to say.</summary>
    public IEnumerable<string> Faults()
    {
        if (Width < 1) yield return $"The width is {Width}; a network needs at least 1 channel.";
        foreach (var fault in Training.Faults()) yield return fault;
    }
}
