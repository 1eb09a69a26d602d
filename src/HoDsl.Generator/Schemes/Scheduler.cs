using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Finds the <see cref="Schemes.Schedule"/> of a plan. Moment m is that before stage m runs, from 0; the last one gives the results.</summary>
internal sealed class Scheduler
{
    private readonly Plan _plan;
    private readonly List<PlannedRow> _rows;
    private readonly List<string> _maps;

    // When a map is there, and when a row is whole.
    private readonly Dictionary<string, int> _known = [];
    private readonly Dictionary<(string Map, int Moment), int> _kept = [];
    private readonly Dictionary<(int Row, int Moment), int> _notBegun = [];
    private readonly bool[] _chosen;
    private readonly string _part;

    public Scheduler(Plan plan)
    {
        _plan = plan;
        _rows = [.. plan.Stages.Select(stage => stage.Input), .. plan.Results];
        foreach (var state in _rows.SelectMany(row => row.Maps))
            _known[state] = 0;
        for (var stage = 0; stage < plan.Stages.Count; stage++)
            _known[$"k{plan.Stages[stage].Number}"] = stage + 1;
        _maps = [.. _known.Keys.OrderBy(map => _known[map])];
        _chosen = Choose();
        _part = plan.Fresh("s");
    }

    private int Stages => _plan.Stages.Count;

    public Schedule Schedule()
    {
        var moments = new List<Moment>();
        var (held, begun) = (new List<string>(), new HashSet<int>());
        for (var moment = 0; moment <= Stages; moment++)
        {
            held.AddRange(_maps.Where(map => _known[map] == moment && LastReader(map) >= moment));
            moments.Add(At(moment, held, begun));
        }
        return new(moments.ToEquatableArray());
    }

    /// <summary>What is computed at a moment out of the maps held; these and the rows begun become those after it.</summary>
    private Moment At(int moment, List<string> held, HashSet<int> begun)
    {
        var given = held.Where(map => !IsKept(map, moment)).ToList();
        var sums = new List<ScheduledSum>();
        var lastReads = new List<string>(given);
        for (var row = moment; row < _rows.Count; row++)
        {
            var isWhole = MomentOf(row) == moment;
            var terms = TermsOf(row).Where(term => (isWhole ? held : given).Contains(term.Map)).ToList();
            if (terms.Count == 0 && !isWhole)
                continue;
            if (begun.Contains(row))
                terms.Insert(0, new PlannedTerm(PartOf(row), null, Surd.One, IsStage: false, IsLast: true));
            sums.Add(new(isWhole ? WholeOf(row) : PartOf(row), row, isWhole, terms.ToEquatableArray()));
            if (isWhole && begun.Remove(row))
                lastReads.Add(PartOf(row));
            else if (!isWhole)
                begun.Add(row);
        }
        held.RemoveAll(given.Contains);
        return new(Marked(sums, lastReads).ToEquatableArray(), lastReads.ToEquatableArray(), held.Count + begun.Count);
    }

    // A map is marked where it is read last: by the subnet, if that reads the map itself, else in the last of the sums.
    // States are their giver's.
    private IEnumerable<ScheduledSum> Marked(List<ScheduledSum> sums, List<string> lastReads)
    {
        var reader = new Dictionary<string, ScheduledSum>();
        foreach (var sum in sums.OrderBy(sum => sum.IsOneMap))
        {
            foreach (var term in sum.Terms.Where(term => lastReads.Contains(term.Map) && !IsState(term.Map)))
                reader[term.Map] = sum;
        }
        return sums.Select(sum => sum with
        {
            Terms = sum.Terms.Select(term => reader.TryGetValue(term.Map, out var last) && last == sum ? term with { IsLast = true } : term).ToEquatableArray(),
        });
    }

    private bool IsState(string map) => _known.TryGetValue(map, out var moment) && moment == 0;

    private static string Number(string name, int number) => FormattableString.Invariant($"{name}{number}");

    private string WholeOf(int row) => row < Stages ? Number("x", _plan.Stages[row].Number) : Number("y", row - Stages + 1);

    private string PartOf(int row) =>
        row < Stages ? Number(_part, _plan.Stages[row].Number) : _rows.Count == Stages + 1 ? _part : Number($"{_part}_", row - Stages + 1);

    private IEnumerable<PlannedTerm> TermsOf(int row) => _rows[row].States.Concat(_rows[row].Terms);

    private int MomentOf(int row) => Math.Min(row, Stages);

    private int LastReader(string map) => Enumerable.Range(0, _rows.Count).Where(row => _rows[row].Maps.Contains(map)).Select(MomentOf).DefaultIfEmpty(-1).Max();

    private bool IsKept(string map, int moment) => _kept.TryGetValue((map, moment), out var choice) && _chosen[choice];

    // A map that is kept costs one; a row that is not begun yet spares one.
    private bool[] Choose()
    {
        var closure = new Closure();
        foreach (var map in _maps)
        {
            for (var moment = _known[map]; moment < Math.Min(LastReader(map), Stages); moment++)
            {
                _kept[(map, moment)] = closure.Add(-1);
                if (moment > _known[map])
                    closure.Imply(_kept[(map, moment)], _kept[(map, moment - 1)]);
            }
        }
        for (var row = 0; row < _rows.Count; row++)
        {
            for (var moment = 0; moment < MomentOf(row); moment++)
            {
                _notBegun[(row, moment)] = closure.Add(1);
                if (moment > 0)
                    closure.Imply(_notBegun[(row, moment)], _notBegun[(row, moment - 1)]);
                foreach (var map in _rows[row].Maps.Where(map => _known[map] <= moment))
                    closure.Imply(_notBegun[(row, moment)], _kept[(map, moment)]);
            }
        }
        return closure.Best();
    }
}
