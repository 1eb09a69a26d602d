namespace HoDsl.Generator.Support;

/// <summary>Remembers the last results of a costly function, by the equality of its argument.</summary>
/// <param name="capacity">How many results are kept.</param>
internal sealed class Memo<TArgument, TResult>(int capacity)
{
    private readonly Dictionary<TArgument, TResult> _results = [];
    private readonly Queue<TArgument> _arguments = new();

    /// <summary>The result for an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="compute">The function, which is always the same, whatever it takes its time for.</param>
    public TResult Of(TArgument argument, Func<TArgument, TResult> compute)
    {
        lock (_results)
        {
            if (_results.TryGetValue(argument, out var known))
                return known;
        }
        // Two threads may compute the same at once; neither waits for the other.
        var result = compute(argument);
        lock (_results)
            Keep(argument, result);
        return result;
    }

    private void Keep(TArgument argument, TResult result)
    {
        if (_results.ContainsKey(argument))
            return;
        if (_results.Count == capacity)
            _results.Remove(_arguments.Dequeue());
        _results.Add(argument, result);
        _arguments.Enqueue(argument);
    }
}
