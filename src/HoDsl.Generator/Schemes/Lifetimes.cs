namespace HoDsl.Generator.Schemes;

/// <summary>From when to when the maps of a plan are read. Moment m is that before stage m runs, from 0; the last one gives the results.</summary>
internal sealed class Lifetimes
{
    public Lifetimes(Plan plan)
    {
        var stages = plan.Stages.Select(stage => stage.Number).ToList();
        foreach (var given in plan.Given)
            Add(given.Map, given.Stage is { } number ? stages.IndexOf(number) + 1 : 0);
        foreach (var stage in plan.Stages)
            Add(stage.Map, stages.IndexOf(stage.Number) + 1);
        foreach (var (row, place) in plan.Rows.Select((row, place) => (row, Math.Min(place, stages.Count))))
        {
            foreach (var map in row.Maps)
                LastRead[map] = Math.Max(LastRead[map], place);
            foreach (var map in row.Terms.Except(row.Gathered).Select(term => term.Map))
                Apart[map] = Math.Max(Apart[map], place);
        }
        foreach (var map in plan.HandedOn)
            Apart[map] = LastRead[map] = stages.Count + 1;
    }

    /// <summary>All maps that are given or computed, in the order in which they can be read.</summary>
    public List<string> Maps => [.. Known.Keys.OrderBy(map => Known[map])];

    /// <summary>The moment from which a map can be read.</summary>
    public Dictionary<string, int> Known { get; } = [];

    /// <summary>The moment before which a map must be held as it is: a row will read it that does not gather it, or the next block.</summary>
    public Dictionary<string, int> Apart { get; } = [];

    /// <summary>The moment of a map's last reader; -1 where there is none.</summary>
    public Dictionary<string, int> LastRead { get; } = [];

    private void Add(string map, int known)
    {
        Known[map] = known;
        // A history that cannot be read yet cannot be gathered either.
        Apart[map] = known;
        LastRead[map] = -1;
    }
}
