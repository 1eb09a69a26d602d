using System.Text.Json;
using HoDsl.Runtime.Training.Memory;

namespace HoDsl.Cli.Benching;

/// <summary>What <c>hodsl bench</c> measures: <c>bench/cases.json</c>, which travels with the program.</summary>
/// <param name="BesidePyTorch">The cases that are measured beside PyTorch.</param>
/// <param name="BesideEachOther">Pairs of equal depth, of which the first should cost no more than the second.</param>
/// <param name="WithinBudgets">Cases that are trained within less memory than they would take.</param>
internal sealed record BenchPlan(IReadOnlyList<BenchCase> BesidePyTorch, IReadOnlyList<BenchPair> BesideEachOther, IReadOnlyList<BenchBudget> WithinBudgets)
{
    /// <summary>The plan as it is kept.</summary>
    public static BenchPlan Load()
    {
        using var stream = typeof(BenchPlan).Assembly.GetManifestResourceStream("bench/cases.json")!;
        return JsonSerializer.Deserialize(stream, BenchJson.Default.BenchPlan)!;
    }

    /// <summary>The same with steps of so many images, without budgets, which are those of other steps; null for each case's own.</summary>
    public BenchPlan WithBatch(int? batch)
    {
        if (batch is null)
            return this;
        BenchCase Of(BenchCase entry) => entry with { Batch = batch.Value };
        return new([.. BesidePyTorch.Select(Of).Distinct()], [.. BesideEachOther.Select(pair => new BenchPair(Of(pair.Case), Of(pair.Than)))], []);
    }
}

/// <summary>Two cases, of which the first is measured in terms of the second.</summary>
internal sealed record BenchPair(BenchCase Case, BenchCase Than);

/// <summary>A case, and the most native memory that its steps may hold.</summary>
internal sealed record BenchBudget(BenchCase Case, MemorySize Budget);
