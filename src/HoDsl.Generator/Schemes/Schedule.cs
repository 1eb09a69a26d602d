using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>In which order a block computes its maps, and where each is read for the last time, so that the fewest are alive at once.</summary>
/// <remarks>
/// A state or stage is either kept until its last reader has run, or turned, at some moment, into partial sums of all rows that will
/// read it. What is held while a stage runs must cover, for each map known by then and each row to come that reads it, one of the
/// two: the map or the row's partial sum. Maps are given up once and sums are begun once, so the least total over all moments is a
/// minimum cut.
/// </remarks>
/// <param name="Moments">What is computed before each stage runs, and, at last, the results.</param>
public sealed record Schedule(EquatableArray<Moment> Moments)
{
    /// <summary>The schedule of a scheme's block; null where coefficients or the step are learnt or histories handed on: there each sum is formed when it is read.</summary>
    public static Schedule? Of(Scheme scheme) => Of(scheme, Plan.Of(scheme));

    /// <inheritdoc cref="Of(Scheme)"/>
    public static Schedule? Of(Scheme scheme, Plan plan)
    {
        var isFixed = scheme.Tableau.IsConstant && scheme.Step is ConstantStep && scheme.Tableau.States.All(state => state.Past is null);
        return isFixed ? new Scheduler(plan).Schedule() : null;
    }
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
/// <param name="Terms">What is added up; a part that is known already is a term with the coefficient 1.</param>
public sealed record ScheduledSum(string Name, int Row, bool IsWhole, EquatableArray<PlannedTerm> Terms)
{
    /// <summary>Whether it is one map as it is, so that nothing is computed.</summary>
    public bool IsOneMap => Terms.Count == 1 && Terms[0].Coefficient == Surd.One;

    /// <summary>The sum as a row of its own.</summary>
    public PlannedRow AsRow() => new(
        Terms.Where(term => !term.IsStage).ToEquatableArray(), Terms.Where(term => term.IsStage).ToEquatableArray(), EquatableArray<PlannedSlope>.Empty);
}
