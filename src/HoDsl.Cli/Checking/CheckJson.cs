using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Checking;

/// <summary>One line of <c>hodsl check --json</c>. Lines and columns count from 1; orders are those proved, whatever the claim.</summary>
internal sealed record CheckJson(
    string File,
    string? Scheme,
    int? Stages,
    int? StagesUsed,
    int? Order,
    int? EmbeddedOrder,
    IReadOnlyList<int?>? StageOrders,
    double? ErrorNorm,
    double? EmbeddedErrorNorm,
    IReadOnlyList<string>? StabilityPolynomial,
    double? RealAxisLimit,
    double? ImaginaryAxisLimit,
    double? Ssp,
    bool? Fsal,
    bool? Invertible,
    int? NonzerosA,
    int? NonzerosB,
    int? LiveMapsPeak,
    IReadOnlyList<int>? LiveMapsRetained,
    IReadOnlyList<CheckJsonDiagnostic> Diagnostics)
{
    /// <summary>What is known of one file. Facts that the scheme does not have are null, and so are limits where there is no limit and what is larger than any double.</summary>
    public static CheckJson Of(string path, CompiledScheme result)
    {
        var scheme = result.Scheme;
        var facts = scheme is null ? null : SchemeFacts.Of(scheme);
        var method = facts?.RungeKutta;
        return new(
            path, scheme?.Name, scheme?.Tableau.Stages, scheme?.StagesUsed.Count, scheme?.Order, scheme?.EmbeddedOrder,
            method?.StageOrders, Finite(method?.ErrorNorm), Finite(method?.EmbeddedErrorNorm),
            method?.StabilityPolynomial.Coefficients.Select(coefficient => coefficient.ToString()).ToList(),
            Finite(method?.RealAxisLimit), Finite(method?.ImaginaryAxisLimit), Finite(method?.SspCoefficient), method?.IsFsal, facts?.IsInvertible,
            facts?.NonzerosA, facts?.NonzerosB, facts?.LiveMaps.Peak, facts?.LiveMaps.Retained,
            [.. result.Findings.Select(CheckJsonDiagnostic.Of)]);
    }

    private static double? Finite(double? fact) => fact is { } number && double.IsFinite(number) ? number : null;
}

/// <summary>One finding; the length is that of the token that it is about.</summary>
internal sealed record CheckJsonDiagnostic(string Id, string Severity, int Line, int Column, int Length, string Message)
{
    public static CheckJsonDiagnostic Of(Finding finding) => new(
        finding.Rule.Id, finding.Rule.Severity.ToString().ToLowerInvariant(), finding.Span.Line + 1, finding.Span.Column + 1, finding.Span.Length, finding.Message);
}

/// <summary>How the lines are written, of schemes and of networks, without reflection: camel case, `+` and quotes as they are.</summary>
[JsonSerializable(typeof(CheckJson))]
[JsonSerializable(typeof(NetworkJson))]
internal sealed partial class CheckJsonContext : JsonSerializerContext
{
    public static CheckJsonContext Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
