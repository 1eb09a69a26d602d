namespace HoDsl.Generator.Numerics;

/// <summary>Chooses among things that gain or cost, where some imply others: the choice that gains most, by a minimum cut.</summary>
/// <remarks>Source: Picard, Maximal closure of a graph and applications to combinatorial problems, Management Science 22 (1976); the cut by the algorithm of Dinic, Soviet Math. Doklady 11 (1970).</remarks>
internal sealed class Closure
{
    // More than all gains together.
    private const int Unbounded = int.MaxValue / 2;

    private const int Unreachable = int.MaxValue;

    private const int Source = 0;

    private const int Sink = 1;

    // Arcs in pairs: an arc and, next to it, its reverse.
    private readonly List<int> _heads = [];
    private readonly List<int> _room = [];
    private readonly List<List<int>> _arcs = [[], []];

    /// <summary>Adds a thing that may be chosen.</summary>
    /// <param name="gain">What choosing it gains; negative where it costs.</param>
    /// <returns>Its number.</returns>
    public int Add(int gain)
    {
        _arcs.Add([]);
        var node = _arcs.Count - 1;
        if (gain > 0)
            Connect(Source, node, gain);
        else if (gain < 0)
            Connect(node, Sink, -gain);
        return node;
    }

    /// <summary>Says that whoever chooses one thing chooses another too.</summary>
    public void Imply(int chosen, int implied) => Connect(chosen, implied, Unbounded);

    /// <summary>The choice that gains most; among several such, the one that chooses most.</summary>
    /// <returns>Whether each thing is chosen, by its number.</returns>
    public bool[] Best()
    {
        var distances = DistancesToSink();
        while (distances[Source] < Unreachable)
        {
            var tried = new int[_arcs.Count];
            while (Send(Source, Unbounded, distances, tried) > 0)
            {
            }
            distances = DistancesToSink();
        }
        return [.. distances.Select(distance => distance == Unreachable)];
    }

    private void Connect(int from, int to, int room)
    {
        Arc(from, to, room);
        Arc(to, from, 0);
    }

    private void Arc(int from, int to, int room)
    {
        _arcs[from].Add(_heads.Count);
        _heads.Add(to);
        _room.Add(room);
    }

    // How many arcs with room lead from each node to the sink, at least.
    private int[] DistancesToSink()
    {
        var distances = _arcs.ConvertAll(_ => Unreachable).ToArray();
        var queue = new Queue<int>([Sink]);
        distances[Sink] = 0;
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            foreach (var arc in _arcs[node])
            {
                if (_room[arc ^ 1] == 0 || distances[_heads[arc]] < Unreachable)
                    continue;
                distances[_heads[arc]] = distances[node] + 1;
                queue.Enqueue(_heads[arc]);
            }
        }
        return distances;
    }

    // Sends what fits along a shortest path to the sink; how much that is. Of each node the arcs before the one tried lead nowhere any more.
    private int Send(int node, int most, int[] distances, int[] tried)
    {
        if (node == Sink)
            return most;
        for (; tried[node] < _arcs[node].Count; tried[node]++)
        {
            var arc = _arcs[node][tried[node]];
            if (_room[arc] == 0 || distances[_heads[arc]] != distances[node] - 1)
                continue;
            var sent = Send(_heads[arc], Math.Min(most, _room[arc]), distances, tried);
            if (sent == 0)
                continue;
            _room[arc] -= sent;
            _room[arc ^ 1] += sent;
            return sent;
        }
        return 0;
    }
}
