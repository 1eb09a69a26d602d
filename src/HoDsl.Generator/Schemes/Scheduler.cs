using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Finds the <see cref="Schemes.Schedule"/> of a plan. Moment m is that before stage m runs, from 0; the last one gives the results.</summary>
internal sealed class Scheduler
{
    private readonly Plan _plan;
    private readonly List<PlannedRow> _rows;
    private readonly List<List<PlannedTerm>> _gathered;
    private readonly List<string> _maps;
    private readonly HashSet<string> _given;

    // When a map can be read; up to which moment it must be held as it is; and its last reader's moment.
    private readonly Dictionary<string, int> _known;
    private readonly Dictionary<string, int> _apart;
    private readonly Dictionary<string, int> _lastRead;

    private readonly Dictionary<(string Map, int Moment), int> _kept = [];
    private readonly Dictionary<(int Row, int Moment), int> _notBegun = [];
    private readonly bool[] _chosen;
    private readonly string _part;

    public Scheduler(Plan plan)
    {
        _plan = plan;
        _rows = [.. plan.Rows];
        _given = [.. plan.Given.Select(given => given.Map)];
        _gathered = _rows.ConvertAll(row => row.Gathered.ToList());
        var lifetimes = new Lifetimes(plan);
        (_maps, _known, _apart, _lastRead) = (lifetimes.Maps, lifetimes.Known, lifetimes.Apart, lifetimes.LastRead);
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
            held.AddRange(_maps.Where(map => (IsGiven(map) ? 0 : _known[map]) == moment && _lastRead[map] >= moment));
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
            var terms = isWhole ? TermsOf(row, begun.Contains(row), held) : PartOf(row, begun.Contains(row), given);
            if (terms.Count == 0)
                continue;
            sums.Add(new(isWhole ? WholeName(row) : PartName(row), row, isWhole, terms.ToEquatableArray()));
            if (isWhole && begun.Remove(row))
                lastReads.Add(PartName(row));
            else if (!isWhole)
                begun.Add(row);
        }
        held.RemoveAll(given.Contains);
        return new(Marked(sums, lastReads).ToEquatableArray(), lastReads.ToEquatableArray(), held.Count + begun.Count);
    }

    // A part has no factors: they multiply it when the row is whole.
    private List<PlannedTerm> PartOf(int row, bool isBegun, List<string> given)
    {
        var gathered = _gathered[row].Where(term => given.Contains(term.Map)).Select(term => term with { HasStep = false, Parameter = null }).ToList();
        if (isBegun && gathered.Count > 0)
            gathered.Insert(0, new(PartName(row), null, Surd.One, IsStage: false, IsLast: true));
        return gathered;
    }

    // What is gone has been gathered.
    private List<PlannedTerm> TermsOf(int row, bool isBegun, List<string> held)
    {
        var terms = _rows[row].Terms.Where(term => held.Contains(term.Map)).ToList();
        if (isBegun)
            terms.Insert(0, _gathered[row][0] with { Map = PartName(row), Symbol = null, Coefficient = Surd.One, IsStage = false, IsLast = true });
        return terms;
    }

    // A map is marked where it is read last: by the subnet, if that reads the map itself, else in the last of the sums.
    // What the block was given is its giver's.
    private IEnumerable<ScheduledSum> Marked(List<ScheduledSum> sums, List<string> lastReads)
    {
        var reader = new Dictionary<string, ScheduledSum>();
        foreach (var sum in sums.OrderBy(sum => sum.OneMap is not null))
        {
            foreach (var term in sum.Terms.Where(term => lastReads.Contains(term.Map) && !IsGiven(term.Map)))
                reader[term.Map] = sum;
        }
        return sums.Select(sum => sum with
        {
            Terms = sum.Terms.Select(term => reader.TryGetValue(term.Map, out var last) && last == sum ? term with { IsLast = true } : term).ToEquatableArray(),
        });
    }

    private bool IsGiven(string map) => _given.Contains(map);

    private static string Number(string name, int number) => FormattableString.Invariant($"{name}{number}");

    private string WholeName(int row) => row < Stages ? Number("x", _plan.Stages[row].Number) : Number("y", row - Stages + 1);

    private string PartName(int row) =>
        row < Stages ? Number(_part, _plan.Stages[row].Number) : _rows.Count == Stages + 1 ? _part : Number($"{_part}_", row - Stages + 1);

    private int MomentOf(int row) => Math.Min(row, Stages);

    private bool IsKept(string map, int moment) => moment < _apart[map] || (_kept.TryGetValue((map, moment), out var choice) && _chosen[choice]);

    // A map that is kept costs one; a row that is not begun yet spares one.
    private bool[] Choose()
    {
        var closure = new Closure();
        foreach (var map in _maps)
        {
            for (var moment = Math.Max(_known[map], _apart[map]); moment < Math.Min(_lastRead[map], Stages); moment++)
            {
                _kept[(map, moment)] = closure.Add(-1);
                if (_kept.TryGetValue((map, moment - 1), out var before))
                    closure.Imply(_kept[(map, moment)], before);
            }
        }
        for (var row = 0; row < _rows.Count; row++)
        {
            for (var moment = 0; moment < MomentOf(row); moment++)
            {
                _notBegun[(row, moment)] = closure.Add(1);
                if (moment > 0)
                    closure.Imply(_notBegun[(row, moment)], _notBegun[(row, moment - 1)]);
                foreach (var term in _gathered[row])
                {
                    if (_kept.TryGetValue((term.Map, moment), out var kept))
                        closure.Imply(_notBegun[(row, moment)], kept);
                }
            }
        }
        return closure.Best();
    }
}
