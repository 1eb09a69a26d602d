using System.Text.Json.Serialization;
using HoDsl.Runtime.Reports;

namespace HoDsl.Cli.Commands;

/// <summary>What <c>hodsl predict --json</c> prints: what the network takes one image for, the most probable class first.</summary>
internal sealed record PredictJson(string Image, IReadOnlyList<Prediction> Predictions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PredictJson))]
internal sealed partial class PredictJsonContext : JsonSerializerContext;
