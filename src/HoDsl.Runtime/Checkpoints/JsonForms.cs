using System.Text.Json;
using System.Text.Json.Serialization;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>How records are written as JSON: snake_case names, nothing unknown accepted, nothing missing; no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    WriteIndented = true)]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(RunDescription))]
[JsonSerializable(typeof(TrainingPosition))]
internal sealed partial class JsonForms : JsonSerializerContext
{
    /// <summary>Why JSON was not accepted, with its line, as half a sentence that ends with a full stop.</summary>
    public static string Reason(JsonException fault)
    {
        var words = JsonWords.Of(fault);
        return fault.LineNumber is { } line ? $"line {line + 1}: {words}." : $"{words}.";
    }
}

/// <summary>Records as lines of a file, an object each.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(EpochMetrics))]
internal sealed partial class JsonLines : JsonSerializerContext;
