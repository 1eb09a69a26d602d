using System.Text.Json.Serialization;

namespace HoDsl.Cli.Benching;

/// <summary>The JSON of the plan, and of the rows, a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchPlan))]
[JsonSerializable(typeof(BesidePyTorch))]
[JsonSerializable(typeof(BesideEachOther))]
[JsonSerializable(typeof(WithinBudget))]
[JsonSerializable(typeof(StepProfile))]
internal sealed partial class BenchJson : JsonSerializerContext;
