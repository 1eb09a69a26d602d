namespace HoDsl.Generator.Numerics;

/// <summary>A set of vectors in echelon form: each begins in a column of its own, so the rank of the first columns is a count.</summary>
/// <param name="ring">The ring in which the integral multiples of the vectors lie.</param>
internal sealed class EchelonForm(QuadraticIntegers ring)
{
    private readonly Dictionary<int, QuadraticInteger[]> _byPivot = [];

    /// <summary>Adds a vector to those that span the space.</summary>
    public void Add(IReadOnlyList<Surd> vector)
    {
        var denominator = QuadraticIntegers.CommonDenominator(vector);
        QuadraticInteger[] rest = [.. vector.Select(entry => QuadraticIntegers.Scale(entry, denominator))];
        for (var column = 0; column < rest.Length; column++)
        {
            if (rest[column].IsZero)
                continue;
            rest = [.. ring.Primitive(rest, rest[column])];
            if (!_byPivot.TryGetValue(column, out var row))
            {
                _byPivot.Add(column, rest);
                return;
            }
            var (factor, pivot) = (rest[column].X, row[column].X);
            rest = [.. rest.Zip(row, (mine, its) => mine * pivot - its * factor)];
        }
    }

    /// <summary>The rank of the first columns of all vectors added.</summary>
    public int RankOfFirst(int columns) => _byPivot.Keys.Count(pivot => pivot < columns);
}
