using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>In which order a block computes its maps, and where each is read for the last time, so that the fewest are alive at once.</summary>
/// <remarks>
/// A state or stage is either kept until its last reader has run, or turned, at some moment, into partial sums of all rows that will
/// read it. What is held while a stage runs must cover, for each map known by then and each row to come that reads it, one of the
/// two: the map or the row's partial sum. Maps are given up once and sums are begun once, so the least total over all moments is a
/// minimum cut. What is handed on, and what a row cannot gather, is kept in any case.
/// </remarks>
/// <param name="Moments">What is computed before each stage runs, and, at last, the results.</param>
public sealed record Schedule(EquatableArray<Moment> Moments)
{
    /// <summary>The schedule of a plan.</summary>
    public static Schedule Of(Plan plan) => new Scheduler(plan).Schedule();
}

/// <summary>What is computed at once: after one stage and before the next.</summary>
/// <param name="Sums">The sums, in the order of the rows that they belong to; all of them read the maps as they are before this moment.</param>
/// <param name="LastReads">The maps that nobody reads afterwards.</param>
/// <param name="Held">How many maps are held while the next stage runs, besides its input.</param>
public sealed record Moment(EquatableArray<ScheduledSum> Sums, EquatableArray<string> LastReads, int Held);

/// <summary>A row, or the part of one that is known.</summary>
/// <param name="Name">The variable that holds it: `x3` for what stage 3 reads, `s3` for a part of that, `s` for a part of the result.</param>
/// <param name="Row">The row that it belongs to: stages from 0, then results.</param>
/// <param name="IsWhole">Whether the row is complete with it.</param>
/// <param name="Terms">What is added up; a part that is known already is a term too.</param>
public sealed record ScheduledSum(string Name, int Row, bool IsWhole, EquatableArray<PlannedTerm> Terms)
{
    /// <summary>The map that it is, where nothing is computed; else null.</summary>
    public string? OneMap => Terms.Count == 1 && Terms[0].IsMapItself ? Terms[0].Map : null;
}
