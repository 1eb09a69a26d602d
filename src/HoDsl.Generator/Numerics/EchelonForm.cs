namespace HoDsl.Generator.Numerics;

/// <summary>A set of vectors in echelon form: each begins in a column of its own, so the rank of the first columns is a count.</summary>
internal sealed class EchelonForm
{
    private readonly SortedDictionary<int, Surd[]> _byPivot = [];

    /// <summary>Adds a vector to those that span the space.</summary>
    public void Add(IEnumerable<Surd> vector)
    {
        var rest = vector.ToArray();
        for (var column = 0; column < rest.Length; column++)
        {
            if (rest[column].IsZero)
                continue;
            if (!_byPivot.TryGetValue(column, out var row))
            {
                _byPivot.Add(column, rest);
                return;
            }
            var factor = rest[column] / row[column];
            for (var i = column; i < rest.Length; i++)
                rest[i] = row[i].IsZero ? rest[i] : rest[i] - factor * row[i];
        }
    }

    /// <summary>The rank of the first columns of all vectors added.</summary>
    public int RankOfFirst(int columns) => _byPivot.Keys.Count(pivot => pivot < columns);
}
