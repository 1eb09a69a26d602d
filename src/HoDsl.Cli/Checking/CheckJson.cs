using System.Text.Json.Serialization;

namespace HoDsl.Cli.Checking;

/// <summary>One line of <c>hodsl check --json</c>. Lines and columns count from 1; orders are those proved, whatever the claim.</summary>
internal sealed record CheckJson(
    string File, string? Scheme, int? Stages, int? StagesUsed, int? Order, int? EmbeddedOrder, IReadOnlyList<CheckJsonDiagnostic> Diagnostics);

/// <summary>One finding.</summary>
internal sealed record CheckJsonDiagnostic(string Id, string Severity, int Line, int Column, string Message);

/// <summary>How the lines are written: camel case, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckJson))]
internal sealed partial class CheckJsonContext : JsonSerializerContext;
