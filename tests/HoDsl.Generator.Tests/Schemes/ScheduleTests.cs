using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>Schedules are replayed with symbols for maps: every row must come out, with no more maps alive than promised.</summary>
public class ScheduleTests
{
    public static TheoryData<string> Tableaux => TableauFiles.Tableaux;

    [Theory, MemberData(nameof(Tableaux))]
    public void A_replay_gives_the_tableau_back_with_the_fewest_maps(string path)
    {
        var scheme = Compile.Valid(TableauFiles.Read(path));
        var plan = Plan.Of(scheme);
        Assert.Equal(SchemeFacts.Of(scheme).LiveMaps.Retained, Replay(plan, Schedule.Of(plan)));
    }

    // Random tableaux, half of whose cells are zeros and the others numbers in general position. Rows of zeros occur, too.
    private static readonly Arbitrary<string> Random = (
        from states in Gen.Choose(1, 3)
        from stages in Gen.Choose(1, 7)
        from zeros in Gen.ArrayOf(Gen.Elements(true, false), (stages + states) * (stages + states))
        from numbers in Gen.ArrayOf(Gen.Choose(1, 1_000_000_007), (stages + states) * (stages + states))
        select Text(states, stages, (row, column) => zeros[row * (stages + states) + column] ? "." : $"{numbers[row * (stages + states) + column]}")).ToArbitrary();

    [Fact]
    public void A_replay_of_a_random_tableau_gives_it_back_with_the_fewest_maps() => Check.QuickThrowOnFailure(Prop.ForAll(Random, text =>
    {
        var scheme = Compile.Valid(text);
        var plan = Plan.Of(scheme);
        Assert.Equal(SchemeFacts.Of(scheme).LiveMaps.Retained, Replay(plan, Schedule.Of(plan)));
    }));

    // The last stage is read by the first result, so that there is something to compute.
    private static string Text(int states, int stages, Func<int, int, string> cell)
    {
        var names = Enumerable.Range(0, states).Select(state => $"x{(char)('p' + state)}").ToArray();
        string Row(int row, int known)
        {
            string[] cells = [.. Enumerable.Range(0, states + known).Select(column => cell(row, column))];
            if (row == stages)
                cells[^1] = "1";
            return $"| {string.Join(" ", cells.Take(states))} | {string.Join(" ", cells.Skip(states))}";
        }

        return $"""
            scheme Random
            states {names[0]}{(states > 1 ? " = split" : "")}{string.Concat(names.Skip(1).Select(name => $", {name}"))}
            {string.Join("\n", Enumerable.Range(0, stages).Select(stage => Row(stage, stage)))}
            ---+---+---
            {string.Join("\n", names.Select((name, state) => $"{name} {Row(stages + state, stages)}"))}
            """;
    }

    /// <summary>Sums are begun no earlier than they must be: RK4 holds k1 beside y while stage 2 runs, and the beginning of the result after it.</summary>
    [Fact]
    public void RK4_turns_its_stages_into_the_result_as_they_come()
    {
        var moments = Moments("rk4");
        Assert.Equal(["x1"], moments[0].Sums.Select(sum => sum.Name));
        Assert.Equal(["x2"], moments[1].Sums.Select(sum => sum.Name));
        Assert.Equal(["x3", "s"], moments[2].Sums.Select(sum => sum.Name));
        Assert.Equal(["k1", "k2"], moments[2].LastReads);
        Assert.Equal(["x4", "s"], moments[3].Sums.Select(sum => sum.Name));
        Assert.Equal(["y1"], moments[4].Sums.Select(sum => sum.Name));
    }

    /// <summary>As a minimum cut found it by hand: y, k1, k6, k7 and k8 are kept until k9 is there, and then six maps become six sums.</summary>
    [Fact]
    public void Verner_changes_its_basis_after_stage_9()
    {
        var moments = Moments("verner89");
        Assert.Equal(["x10", "s11", "s12", "s13", "s14", "s"], moments[9].Sums.Select(sum => sum.Name));
        Assert.Equal(["k1", "k6", "k7", "k8", "k9", "y"], moments[9].LastReads.Order());
    }

    /// <summary>A learnt step needs y beside the stages' sums: it multiplies these, and y shows them again in the backward pass.</summary>
    [Fact]
    public void Where_the_step_is_learnt_y_is_held_to_the_end()
    {
        var moments = Moments("rk4-adaptive");
        Assert.Equal(["x3", "s"], moments[2].Sums.Select(sum => sum.Name));
        Assert.Equal([("k1", null), ("k2", null)], moments[2].Sums[1].Terms.Select(term => (term.Map, term.Factor)));
        Assert.Equal([("s", "h"), ("y", null), ("k4", "h")], moments[4].Sums[0].Terms.Select(term => (term.Map, term.Factor)));
        Assert.Equal([1, 2, 2, 2], moments.Take(4).Select(moment => moment.Held));
    }

    /// <summary>The backward pass asks for k1 and k2 by themselves, so no sum of them takes their place: while stage 2 runs, y and k1 are held, afterwards y.</summary>
    [Fact]
    public void Maps_with_factors_of_their_own_are_held_until_they_are_read()
    {
        var scheme = Compile.Valid("scheme T\nparam a learnable\nparam b learnable\n 0 |\n | a\n | a b\n | . . 1\n---+---\n | . . . 1");
        var plan = Plan.Of(scheme);
        Assert.Equal([1, 2, 1, 1], Replay(plan, Schedule.Of(plan)));
        Assert.Equal([1, 2, 1, 1], SchemeFacts.Of(scheme).LiveMaps.Retained);
    }

    /// <summary>The second stage reads zeros, of the shape of k1, and nothing reads y any more.</summary>
    [Fact]
    public void No_map_is_held_for_a_row_of_zeros()
    {
        var plan = Plan.Of(Compile.Valid("scheme T\nstates y\n | 1 |\n | . | .\n---+---+---\ny | . | 1 1"));
        Assert.Equal([0, 1], Replay(plan, Schedule.Of(plan)));
    }

    /// <summary>What the next block will read is not given up.</summary>
    [Fact]
    public void Histories_are_kept_for_the_next_block()
    {
        var moments = Moments("adams-bashforth2");
        Assert.DoesNotContain("k1", moments[1].LastReads);
        Assert.All(moments[1].Sums[0].Terms, term => Assert.False(term.IsLast));
        Assert.Equal(2, moments[0].Held);
    }

    private static EquatableArray<Moment> Moments(string scheme) => Schedule.Of(Plan.Of(Compile.Valid(TableauFiles.Read($"schemes/{scheme}")))).Moments;

    /// <summary>Replays a schedule and gives back how many maps are held while each stage runs.</summary>
    private static List<int> Replay(Plan plan, Schedule schedule)
    {
        var rows = plan.Rows.Select(row => Values(row.Terms)).ToList();
        // The maps at hand, as coefficients of the states and stages; a learnt factor is a part of its term's name.
        var maps = plan.Given.Where(given => plan.Rows.Any(row => row.Maps.Contains(given.Map)) || plan.HandedOn.Contains(given.Map))
            .ToDictionary(given => given.Map, given => new Dictionary<string, Surd> { [given.Map] = Surd.One });
        var held = new List<int>();
        foreach (var (moment, number) in schedule.Moments.Select((moment, number) => (moment, number)))
        {
            var sums = moment.Sums.ToDictionary(sum => sum, sum => Combined(sum, maps));
            foreach (var map in moment.LastReads)
                Assert.True(maps.Remove(map), $"{map} is read for the last time and is not there");
            foreach (var (sum, value) in sums.Where(pair => pair.Key.IsWhole))
                AssertSame(rows[sum.Row], value);
            foreach (var (sum, value) in sums.Where(pair => !pair.Key.IsWhole))
                maps[sum.Name] = value;
            if (number == plan.Stages.Count)
                break;
            Assert.Equal(moment.Held, maps.Count);
            held.Add(maps.Count);
            maps[plan.Stages[number].Map] = new() { [plan.Stages[number].Map] = Surd.One };
        }

        Assert.Equal(plan.Results.Count, schedule.Moments[^1].Sums.Count);
        Assert.Equal(plan.HandedOn.Order(), maps.Keys.Order());
        return held;
    }

    private static Dictionary<string, Surd> Combined(ScheduledSum sum, Dictionary<string, Dictionary<string, Surd>> maps)
    {
        var value = new Dictionary<string, Surd>();
        foreach (var term in sum.Terms)
        {
            foreach (var (map, coefficient) in maps[term.Map])
                value[Weighed(term, map)] = value.GetValueOrDefault(Weighed(term, map), Surd.Zero) + term.Coefficient * coefficient;
        }

        return value;
    }

    private static string Weighed(PlannedTerm term, string map) => term.Factor is null ? map : $"{term.Factor} * {map}";

    private static Dictionary<string, Surd> Values(IEnumerable<PlannedTerm> terms) => terms.ToDictionary(term => Weighed(term, term.Map), term => term.Coefficient);

    private static void AssertSame(Dictionary<string, Surd> expected, Dictionary<string, Surd> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, actual[pair.Key]));
    }
}
