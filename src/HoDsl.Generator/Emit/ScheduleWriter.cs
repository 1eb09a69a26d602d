using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the stages of a block in the order and with the partial sums that hold the fewest maps.</summary>
/// <param name="plan">What the block computes.</param>
/// <param name="schedule">In which order.</param>
/// <param name="subnet">The property of a stage's subnet.</param>
/// <param name="code">Where to write.</param>
internal sealed class ScheduleWriter(Plan plan, Schedule schedule, Func<PlannedStage, string> subnet, CodeWriter code)
{
    private readonly HashSet<string> _begun = [];

    /// <summary>Writes a line for each stage, and before it what is summed at that moment.</summary>
    /// <param name="afterStage">Writes what else becomes known with a stage.</param>
    public void Stages(Action<PlannedStage> afterStage)
    {
        foreach (var (stage, moment) in plan.Stages.Zip(schedule.Moments, (stage, moment) => (stage, moment)))
        {
            Write(stage, moment);
            afterStage(stage);
        }
    }

    private void Write(PlannedStage stage, Moment moment)
    {
        var input = moment.Sums.Single(sum => sum.IsWhole);
        var parts = moment.Sums.Where(sum => !sum.IsWhole).ToList();
        if (parts.Count > 0)
            Comment(moment);
        if (parts.Count == 0 || (parts.Count == 1 && input.OneMap is not null))
        {
            foreach (var part in parts)
                Assign(part, CombinationWriter.Write(part));
            Call(stage, CombinationWriter.WriteRead(input));
            return;
        }
        var computed = input.OneMap is not null ? parts : [input, .. parts];
        var rows = FormattableString.Invariant($"{plan.Fresh("rows")}{stage.Number}");
        code.Lines($"var {rows} = CombineRows(");
        for (var i = 0; i < computed.Count; i++)
            code.Lines($"    [{CombinationWriter.List(computed[i].Terms)}]{(i < computed.Count - 1 ? "," : ");")}");
        for (var i = 0; i < computed.Count; i++)
        {
            if (!computed[i].IsWhole)
                Assign(computed[i], FormattableString.Invariant($"{rows}[{i}]"));
        }
        Call(stage, input.OneMap is not null ? CombinationWriter.WriteRead(input) : $"Last({rows}[0])");
    }

    private void Assign(ScheduledSum part, string value) => code.Lines($"{(_begun.Add(part.Name) ? "var " : "")}{part.Name} = {value};");

    private void Call(PlannedStage stage, string read) => code.Lines($"var {stage.Map} = Stage({subnet(stage)}, {read});");

    private void Comment(Moment moment)
    {
        var given = moment.LastReads.Where(map => !_begun.Contains(map)).ToList();
        var readers = moment.Sums.Where(sum => !sum.IsWhole)
            .Select(sum => sum.Row < plan.Stages.Count ? FormattableString.Invariant($"stage {plan.Stages[sum.Row].Number}") : "the result")
            .Distinct().ToList();
        code.Lines($"// From here on {Listed(given)} {(given.Count == 1 ? "lives" : "live")} in {(readers.Count == 1 ? "a part" : "parts")} of {Listed(readers)}.");
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
}
