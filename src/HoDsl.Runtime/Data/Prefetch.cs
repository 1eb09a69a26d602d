namespace HoDsl.Runtime.Data;

/// <summary>Lets sequences run ahead of their consumer, each on a thread of its own.</summary>
internal static class Prefetch
{
    /// <summary>Takes one item of each lane in turn, until the lane whose turn it is has ended.</summary>
    /// <remarks>
    /// Who is faster makes no difference to the order. An exception of a lane surfaces where its item would have come.
    /// All lanes start when the first item is asked for; disposing the enumerator ends their threads before it returns.
    /// </remarks>
    /// <param name="lanes">The sequences.</param>
    /// <param name="depth">How many items, in all lanes together, wait at most for the consumer; one a lane at least.</param>
    public static IEnumerable<T> Ahead<T>(IReadOnlyList<IEnumerable<T>> lanes, int depth)
    {
        var running = new List<PrefetchLane<T>>();
        try
        {
            running.AddRange(lanes.Select(lane => new PrefetchLane<T>(lane, Math.Max(1, depth / lanes.Count))));
            for (var turn = 0; running[turn].TryTake(out var item); turn = (turn + 1) % running.Count)
                yield return item;
        }
        finally
        {
            running.ForEach(lane => lane.Dispose());
        }
    }
}
