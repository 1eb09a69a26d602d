using System.Text.Json.Serialization;
using HoDsl.Runtime.Reports;

namespace HoDsl.Cli.Commands;

/// <summary>What <c>hodsl eval --json</c> prints.</summary>
internal sealed record EvalJson(
    long Images, double Loss, double Accuracy, double CalibrationError, IReadOnlyList<ClassJson> Classes, IReadOnlyList<IReadOnlyList<long>> Confusion)
{
    public static EvalJson Of(ClassifierReport report, IReadOnlyList<string> classes) => new(
        report.Score.Images, report.Score.Loss, report.Score.Accuracy, report.CalibrationError,
        [.. classes.Select((name, label) => new ClassJson(name, report.Images(label), report.Accuracy(label)))], report.Confusion);
}

/// <summary>How well one class does.</summary>
internal sealed record ClassJson(string Name, long Images, double? Accuracy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(EvalJson))]
internal sealed partial class EvalJsonContext : JsonSerializerContext;
