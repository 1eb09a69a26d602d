using Microsoft.CodeAnalysis;

namespace HoDsl.Snapshots;

/// <summary>One text to verify: the part of its file name after <c>#</c>, if any, its extension, and the text.</summary>
internal sealed record Snapshot(string? Name, string Extension, string Text)
{
    public static Snapshot Of(string? text, string extension) =>
        new(null, extension, string.IsNullOrEmpty(text) ? "emptyString" : text.TrimStart('\uFEFF'));

    public static IReadOnlyList<Snapshot> AllOf(object? target) => target switch
    {
        string text => [Of(text, "txt")],
        GeneratorDriver driver => [.. OfRun(driver.GetRunResult())],
        GeneratorDriverRunResult result => [.. OfRun(result)],
        _ => throw new NotSupportedException($"Snapshots are made of texts and of generator results, not of {target?.GetType().Name ?? "null"}."),
    };

    private static IEnumerable<Snapshot> OfRun(GeneratorDriverRunResult run)
    {
        foreach (var failed in run.Results.Where(result => result.Exception is not null))
        {
            throw new InvalidOperationException($"{failed.Generator.GetGeneratorType().Name} failed: {failed.Exception!.Message}", failed.Exception);
        }

        if (run.Diagnostics.Length > 0)
        {
            yield return new Snapshot(null, "txt", DiagnosticText.Of(run.Diagnostics));
        }

        foreach (var source in run.Results.SelectMany(result => result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.InvariantCulture)))
        {
            yield return OfSource(source);
        }
    }

    private static Snapshot OfSource(GeneratedSourceResult source) =>
        new(Path.GetFileNameWithoutExtension(source.HintName), Path.GetExtension(source.HintName).TrimStart('.'), $"//HintName: {source.HintName}\n{source.SourceText}");
}
