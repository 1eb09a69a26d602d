namespace HoDsl.Runtime.Ode;

/// <summary>Which maps are better held as parts of the sums that will read them.</summary>
/// <remarks>
/// A map is kept, or turned: then each row that reads it holds a partial sum. The fewest of both together is a smallest vertex cover of the
/// graph of maps and rows, which Konig's theorem finds from a largest matching; among these covers it is the one that turns the fewest maps.
/// Source: Bondy, Murty, Graph Theory, section 8.3.
/// </remarks>
internal sealed class TurnedMaps
{
    private readonly IReadOnlyList<bool[]> _reads;
    private readonly int?[] _mapOfRow;

    private TurnedMaps(IReadOnlyList<bool[]> reads, int rows) => (_reads, _mapOfRow) = (reads, new int?[rows]);

    /// <summary>Whether each map is to be turned.</summary>
    /// <param name="reads">For each map, the rows that read it.</param>
    /// <param name="rows">How many rows there are.</param>
    public static bool[] Of(IReadOnlyList<bool[]> reads, int rows)
    {
        var maps = new TurnedMaps(reads, rows);
        var unmatched = Enumerable.Range(0, reads.Count).Where(map => !maps.Match(map, new bool[rows])).ToList();
        var turned = new bool[reads.Count];
        unmatched.ForEach(map => maps.Turn(map, turned));
        return turned;
    }

    // Finds the map a row of its own, others moving on to further rows where they must.
    private bool Match(int map, bool[] seen)
    {
        for (var row = 0; row < seen.Length; row++)
        {
            if (!_reads[map][row] || seen[row])
                continue;
            seen[row] = true;
            if (_mapOfRow[row] is { } other && !Match(other, seen))
                continue;
            _mapOfRow[row] = map;
            return true;
        }
        return false;
    }

    // A row that begins takes in the map that it was matched with, too.
    private void Turn(int map, bool[] turned)
    {
        if (turned[map])
            return;
        turned[map] = true;
        for (var row = 0; row < _mapOfRow.Length; row++)
        {
            if (_reads[map][row])
                Turn(_mapOfRow[row]!.Value, turned);
        }
    }
}
