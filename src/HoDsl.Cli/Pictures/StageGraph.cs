using HoDsl.Cli.Describing;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Cli.Pictures;

/// <summary>Draws which stage reads which: states, stages and results in a row, an arc for each coefficient that is not 0.</summary>
internal sealed class StageGraph
{
    private const double LeastRadius = 24;
    private const double HalfCharacter = 3.6;
    private const double Flatness = 0.32;

    private readonly List<Arc> _arcs;
    private readonly List<Node> _nodes;
    private readonly double _radius;
    private readonly double _gap;
    private readonly double _left;
    private readonly double _line;

    public StageGraph(Scheme scheme, double left, double top)
    {
        var tableau = scheme.Tableau;
        // A Butcher tableau has its state in every row: that needs no arcs.
        var states = tableau.IsRungeKutta ? 0 : tableau.States.Count;
        _nodes =
        [
            .. tableau.States.Take(states).Select(state => new Node(state.Name)),
            .. Enumerable.Range(0, tableau.Stages).Select(stage => new Node($"{stage + 1}", Fact.Short(tableau.Nodes[stage]), !scheme.StagesUsed.Contains(stage))),
            .. tableau.States.Select(state => new Node(state.Name + "'")),
        ];
        _arcs =
        [
            .. tableau.StageRows.SelectMany((row, stage) => Arcs(row, states, states + stage)),
            .. tableau.Results.SelectMany((row, result) => Arcs(row, states, states + tableau.Stages + result, isBelow: true)),
        ];
        if (tableau.Embedded is { } embedded)
        {
            _arcs.AddRange(Arcs(embedded, states, _nodes.Count, isBelow: true, isEmbedded: true));
            _nodes.Add(new("\u0177'"));
        }

        // Circles are as large as the longest name of a state asks for.
        _radius = Math.Max(LeastRadius, HalfCharacter * _nodes.Max(node => node.Name.Length));
        _gap = 2.5 * _radius;
        _left = left + _radius;
        _line = top + _radius + Height(isBelow: false);
    }

    public double Width => 2 * _radius + _gap * (_nodes.Count - 1);

    public double Bottom => _line + _radius + Height(isBelow: true);

    public void Draw(Svg svg)
    {
        foreach (var arc in _arcs)
        {
            var side = arc.IsBelow ? -1 : 1;
            svg.Arc(arc.Class, X(arc.From) + 5, X(arc.To) - 5, _line - side * (_radius - 1), side * Rise(arc), arc.Coefficient.ToString());
        }

        for (var place = 0; place < _nodes.Count; place++)
        {
            var node = _nodes[place];
            svg.Circle(node.IsDropped ? "node dropped" : "node", X(place), _line, _radius);
            svg.Label("middle", X(place), _line + (node.Time is null ? 5 : 0), node.Name);
            if (node.Time is not null)
                svg.Label("small middle", X(place), _line + 12, node.Time);
        }
    }

    private static IEnumerable<Arc> Arcs(Row row, int states, int to, bool isBelow = false, bool isEmbedded = false) =>
        Enumerable.Range(0, states).Select(row.StateCell).Concat(row.Stages.Select((_, stage) => row.StageCell(stage)))
            .Select((coefficient, from) => new Arc(from, to, coefficient, isBelow, isEmbedded))
            .Where(arc => !arc.Coefficient.IsZero);

    private double X(int place) => _left + _gap * place;

    private double Rise(Arc arc) => _gap * Flatness * (arc.To - arc.From);

    private double Height(bool isBelow) => _arcs.Where(arc => arc.IsBelow == isBelow).Select(Rise).DefaultIfEmpty().Max();

    private sealed record Node(string Name, string? Time = null, bool IsDropped = false);

    private sealed record Arc(int From, int To, Affine Coefficient, bool IsBelow, bool IsEmbedded)
    {
        public string Class => (!Coefficient.IsConstant ? "learnt" : Coefficient.Constant.Sign > 0 ? "positive" : "negative") + (IsEmbedded ? " embedded" : "");
    }
}
