namespace HoDsl.Generator.Numerics;

/// <summary>Chooses among things that gain or cost, where some imply others: the choice that gains most, by a minimum cut.</summary>
/// <remarks>Source: Picard, Maximal closure of a graph and applications to combinatorial problems, Management Science 22 (1976).</remarks>
internal sealed class Closure
{
    private const int Unbounded = int.MaxValue;

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
        while (Augment())
        {
        }

        // Not chosen is what the sink can still be reached from.
        var reaches = new bool[_arcs.Count];
        var queue = new Queue<int>([Sink]);
        reaches[Sink] = true;
        while (queue.Count > 0)
        {
            foreach (var arc in _arcs[queue.Dequeue()].Where(arc => _room[arc ^ 1] > 0 && !reaches[_heads[arc]]))
            {
                reaches[_heads[arc]] = true;
                queue.Enqueue(_heads[arc]);
            }
        }
        return [.. reaches.Select(reached => !reached)];
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

    // Sends what fits along a shortest path from source to sink; false where none is left.
    private bool Augment()
    {
        var arrival = new int[_arcs.Count];
        for (var i = 0; i < arrival.Length; i++)
            arrival[i] = -1;
        var queue = new Queue<int>([Source]);
        while (queue.Count > 0 && arrival[Sink] < 0)
        {
            foreach (var arc in _arcs[queue.Dequeue()].Where(arc => _room[arc] > 0 && _heads[arc] != Source && arrival[_heads[arc]] < 0))
            {
                arrival[_heads[arc]] = arc;
                queue.Enqueue(_heads[arc]);
            }
        }
        if (arrival[Sink] < 0)
            return false;
        var path = new List<int>();
        for (var node = Sink; node != Source; node = _heads[arrival[node] ^ 1])
            path.Add(arrival[node]);
        var amount = path.Min(arc => _room[arc]);
        foreach (var arc in path)
        {
            if (_room[arc] != Unbounded)
                _room[arc] -= amount;
            if (_room[arc ^ 1] != Unbounded)
                _room[arc ^ 1] += amount;
        }
        return true;
    }
}
