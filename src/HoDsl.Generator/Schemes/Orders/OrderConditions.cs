using System.Numerics;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>The order conditions of a method of one state of now and its history: for every rooted tree t the result has the exact solution's coefficient 1/gamma(t).</summary>
/// <remarks>
/// A row (v, b) of weights gives v xi(t) + b Phi(t), where Phi(single) = 1 and Phi([t1 .. tm]) is the product of what the stages' own rows
/// (u, a) give for t1 .. tm; xi are the exact values of the histories. Without a history these are the conditions of Runge-Kutta methods.
/// D^(n-1) times either is integral for a tree of n nodes, if D is a common denominator: the sums run over integers of Z[sqrt d] and no
/// fraction is ever reduced. Sources: Hairer, Norsett, Wanner, Solving ODEs I, theorem II.2.13 and section III.8.
/// </remarks>
internal sealed class OrderConditions
{
    // By all that the sums of the trees follow from: most edits of weights leave the stages as they are, and with them what each tree is made of.
    private static readonly Memo<(EquatableArray<State>, EquatableArray<Surd> Nodes, EquatableArray<Row> Stages, BigInteger Radicand), OrderConditions> Known = new(capacity: 10);

    private readonly Tableau _tableau;
    private readonly QuadraticIntegers _ring;
    private readonly ExactHistories _histories;
    private readonly BigInteger _denominator;
    private readonly ScaledRow[] _rows;
    private readonly Dictionary<RootedTree, QuadraticInteger[]> _weights = [];
    private readonly Dictionary<RootedTree, QuadraticInteger[]> _inputs = [];

    /// <summary>The conditions of a tableau whose cells are numbers.</summary>
    public OrderConditions(Tableau tableau)
    {
        _tableau = tableau;
        _histories = new(tableau);
        var entries = tableau.StageRows.SelectMany(Entries).ToList();
        _ring = RingOf(tableau);
        _denominator = QuadraticIntegers.CommonDenominator(entries.Concat(tableau.Nodes)) * _histories.Denominator(MostOrders);
        _rows = [.. tableau.StageRows.Select(row => Scale(row, _denominator))];
    }

    /// <summary>The conditions of a tableau whose cells are numbers, shared by all that have the same stages.</summary>
    public static OrderConditions Of(Tableau tableau) =>
        Known.Of((tableau.States, tableau.Nodes, tableau.StageRows, RingOf(tableau).Radicand), _ => new(tableau));

    private static QuadraticIntegers RingOf(Tableau tableau) =>
        QuadraticIntegers.Of(tableau.StageRows.Append(tableau.Weights).Concat(tableau.Embedded is { } embedded ? [embedded] : []).SelectMany(Entries));

    // An explicit method of s stages has at most order s; each history can add no more than two.
    private int MostOrders => _tableau.Stages + 2 * _histories.Count;

    /// <summary>The highest order up to the claimed one whose conditions all hold within the claim's tolerance, and the first condition that fails.</summary>
    /// <param name="row">The weights b or the embedded ones.</param>
    /// <param name="claim">What is claimed of them.</param>
    /// <param name="cancellation">Ends the proof.</param>
    public OrderProof Prove(Row row, OrderClaim claim, CancellationToken cancellation = default)
    {
        lock (_weights)
            return ProveAlone(row, claim, cancellation);
    }

    private OrderProof ProveAlone(Row row, OrderClaim claim, CancellationToken cancellation)
    {
        if (Inconsistencies(row).FirstOrDefault(condition => condition.IsBeyond(claim.Tolerance)) is { } inconsistency)
            return new(0, inconsistency);
        var scale = QuadraticIntegers.CommonDenominator(Entries(row));
        var trunks = new List<ScaledRow> { Scale(row, scale) };
        var last = Math.Min(MostOrders, claim.Order);
        for (var order = 1; order <= last; order++)
        {
            cancellation.ThrowIfCancellationRequested();
            scale *= order == 1 ? BigInteger.One : _denominator;
            foreach (var tree in RootedTree.OfOrder(order))
            {
                var sum = Sum(trunks, tree);
                if (sum.Y.IsZero && sum.X * tree.Density == scale)
                    continue;
                var condition = new FailedCondition(tree, Name(tree), _ring.Divide(sum, scale), new Rational(1, tree.Density));
                if (condition.IsBeyond(claim.Tolerance))
                    return new(order - 1, condition);
            }
        }
        return new(last, null);
    }

    /// <summary>Whether all conditions of one order hold exactly.</summary>
    public bool Hold(Row row, int order) => RootedTree.OfOrder(order).All(tree => Value(row, tree) == new Rational(BigInteger.One, tree.Density));

    /// <summary>The coefficient that a row of weights gives a tree.</summary>
    public Surd Value(Row row, RootedTree tree)
    {
        var scale = QuadraticIntegers.CommonDenominator(Entries(row));
        lock (_weights)
            return _ring.Divide(Sum([Scale(row, scale)], tree), scale * BigInteger.Pow(_denominator, tree.Order - 1));
    }

    // Where f = 0 every stage and the result must be y itself.
    private IEnumerable<FailedCondition> Inconsistencies(Row row)
    {
        foreach (var stage in _tableau.StagesNeededBy(row))
            yield return new(null, $"the states' weights in stage {stage + 1} sum to", _histories.Rest(_tableau.StageRows[stage]), Rational.One);
        yield return new(null, "the states' weights sum to", _histories.Rest(row), Rational.One);
    }

    private string Name(RootedTree tree) =>
        tree.Order == 1 ? "the weights sum to" : _histories.Count == 0 ? $"{tree.Formula} is" : $"{tree.Formula}, with the histories, is";

    // A tree on a trunk of n nodes gives b Phi([t]) = (b U) xi(t) + (b A) Phi(t) n times, so the rows b, b A, b A A, .. are kept.
    private QuadraticInteger Sum(List<ScaledRow> trunks, RootedTree tree)
    {
        var (height, sum) = (0, QuadraticInteger.Zero);
        for (; tree.Rest == RootedTree.Single; tree = tree.LastBranch!)
        {
            sum += Remembered(trunks[height], tree);
            height++;
            if (trunks.Count == height)
                trunks.Add(TimesRows(trunks[height - 1]));
        }
        sum += Remembered(trunks[height], tree);
        var (rest, branch) = tree.Rest is null ? (Weights(tree), null) : (Weights(tree.Rest), Inputs(tree.LastBranch!));
        foreach (var (stage, entry) in trunks[height].Stages)
            sum += _ring.Multiply(entry, branch is null ? rest[stage] : _ring.Multiply(rest[stage], branch[stage]));
        return sum;
    }

    private ScaledRow TimesRows(ScaledRow row)
    {
        var (states, stages) = (new QuadraticInteger[_tableau.States.Count], new QuadraticInteger[_tableau.Stages]);
        foreach (var (stage, weight) in row.Stages)
        {
            foreach (var (column, entry) in _rows[stage].States)
                states[column] += _ring.Multiply(weight, entry);
            foreach (var (column, entry) in _rows[stage].Stages)
                stages[column] += _ring.Multiply(weight, entry);
        }
        return ScaledRow.Of(states, stages);
    }

    // D^(n-1) v xi(t)
    private QuadraticInteger Remembered(ScaledRow row, RootedTree tree)
    {
        var sum = QuadraticInteger.Zero;
        foreach (var (state, entry) in row.States)
            sum += _ring.Multiply(entry, _histories.Value(state, tree, _denominator));
        return sum;
    }

    // D^(n-1) Phi(t)
    private QuadraticInteger[] Weights(RootedTree tree)
    {
        if (!_weights.TryGetValue(tree, out var phi))
        {
            phi = tree.Rest is null
                ? [.. _rows.Select(_ => QuadraticInteger.One)]
                : [.. Weights(tree.Rest).Zip(Inputs(tree.LastBranch!), _ring.Multiply)];
            _weights.Add(tree, phi);
        }
        return phi;
    }

    // D^n (u xi(t) + a Phi(t))
    private QuadraticInteger[] Inputs(RootedTree tree)
    {
        if (!_inputs.TryGetValue(tree, out var input))
        {
            var phi = Weights(tree);
            input = [.. _rows.Select(row => row.Stages.Aggregate(Remembered(row, tree), (sum, cell) => sum + _ring.Multiply(cell.Entry, phi[cell.Column])))];
            _inputs.Add(tree, input);
        }
        return input;
    }

    // A state of now has the value 0 for every tree, so only histories count.
    private ScaledRow Scale(Row row, BigInteger denominator) => ScaledRow.Of(
        [.. row.States.Select((entry, state) => _tableau.States[state].Past is null ? QuadraticInteger.Zero : QuadraticIntegers.Scale(entry, denominator))],
        [.. row.Stages.Select(entry => QuadraticIntegers.Scale(entry, denominator))]);

    private static IEnumerable<Surd> Entries(Row row) => row.States.Concat(row.Stages);

    private sealed record ScaledRow((int Column, QuadraticInteger Entry)[] States, (int Column, QuadraticInteger Entry)[] Stages)
    {
        public static ScaledRow Of(QuadraticInteger[] states, QuadraticInteger[] stages) => new(Sparse(states), Sparse(stages));

        private static (int Column, QuadraticInteger Entry)[] Sparse(QuadraticInteger[] entries) =>
            [.. entries.Select((entry, column) => (Column: column, Entry: entry)).Where(cell => !cell.Entry.IsZero)];
    }
}
