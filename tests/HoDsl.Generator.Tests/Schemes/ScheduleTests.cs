using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>Schedules are replayed with symbols for maps: every row must come out, with no more maps alive than promised.</summary>
public class ScheduleTests
{
    public static TheoryData<string> Tableaux => TableauFiles.Tableaux;

    [Theory, MemberData(nameof(Tableaux))]
    public void A_replay_gives_the_tableau_back_with_the_fewest_maps(string path)
    {
        var scheme = Compile.Valid(TableauFiles.Read(path));
        if (Schedule.Of(scheme) is { } schedule)
            Assert.Equal(SchemeFacts.Of(scheme).LiveMaps.Retained, Replay(Plan.Of(scheme), schedule));
    }

    // Random tableaux, half of whose cells are zeros and the others numbers in general position. Every row reads something: a row of zeros
    // takes the shape of a state, which no rank tells.
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
        Assert.Equal(SchemeFacts.Of(scheme).LiveMaps.Retained, Replay(Plan.Of(scheme), Schedule.Of(scheme)!));
    }));

    // The last stage is read by the first result, so that there is something to compute.
    private static string Text(int states, int stages, Func<int, int, string> cell)
    {
        var names = Enumerable.Range(0, states).Select(state => $"x{(char)('p' + state)}").ToArray();
        string Row(int row, int known)
        {
            string[] cells = [.. Enumerable.Range(0, states + known).Select(column => cell(row, column))];
            if (row == stages || cells.All(written => written == "."))
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
        var moments = Schedule.Of(Compile.Valid(TableauFiles.Read("schemes/rk4")))!.Moments;
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
        var moments = Schedule.Of(Compile.Valid(TableauFiles.Read("schemes/verner89")))!.Moments;
        Assert.Equal(["x10", "s11", "s12", "s13", "s14", "s"], moments[9].Sums.Select(sum => sum.Name));
        Assert.Equal(["k1", "k6", "k7", "k8", "k9", "y"], moments[9].LastReads.Order());
    }

    /// <summary>Replays a schedule and gives back how many maps are held while each stage runs.</summary>
    private static List<int> Replay(Plan plan, Schedule schedule)
    {
        var rows = plan.Stages.Select(stage => stage.Input).Concat(plan.Results).Select(row => Values(row.States.Concat(row.Terms))).ToList();
        // The maps at hand, as coefficients of the states and stages.
        var maps = rows.SelectMany(row => row.Keys).Distinct().Where(map => map[0] != 'k' || map.Contains('_'))
            .ToDictionary(map => map, map => new Dictionary<string, Surd> { [map] = Surd.One });
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
            maps[$"k{plan.Stages[number].Number}"] = new() { [$"k{plan.Stages[number].Number}"] = Surd.One };
        }

        Assert.Equal(plan.Results.Count, schedule.Moments[^1].Sums.Count);
        return held;
    }

    private static Dictionary<string, Surd> Combined(ScheduledSum sum, Dictionary<string, Dictionary<string, Surd>> maps)
    {
        var value = new Dictionary<string, Surd>();
        foreach (var term in sum.Terms)
        {
            foreach (var (map, coefficient) in maps[term.Map])
                value[map] = value.GetValueOrDefault(map, Surd.Zero) + term.Coefficient * coefficient;
        }

        return value;
    }

    private static Dictionary<string, Surd> Values(IEnumerable<PlannedTerm> terms) => terms.ToDictionary(term => term.Map, term => term.Coefficient);

    private static void AssertSame(Dictionary<string, Surd> expected, Dictionary<string, Surd> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, pair => Assert.Equal(pair.Value, actual[pair.Key]));
    }
}
