namespace HoDsl.Generator.Numerics;

/// <summary>The rank of the first columns of vectors that are added one by one.</summary>
/// <remarks>
/// A rank is at most what the zeros allow, the number of entries other than 0 of which no two share a vector or a column, and at least that of
/// an image modulo a prime. Where the two are equal, which they nearly always are, no large number is multiplied; else the vectors decide themselves.
/// </remarks>
/// <param name="ring">The ring in which the integral multiples of the vectors lie.</param>
internal sealed class VectorRank(QuadraticIntegers ring)
{
    private readonly PrimeField? _field = PrimeField.ImageOf(ring.Radicand);
    private readonly List<IReadOnlyList<Surd>> _vectors = [];
    private readonly List<ulong[]> _images = [];
    private readonly EchelonForm _exact = new(ring);
    private int _inExact;

    /// <summary>Adds a vector.</summary>
    public void Add(IReadOnlyList<Surd> vector)
    {
        _vectors.Add(vector);
        if (_field is null)
            return;
        var denominator = QuadraticIntegers.CommonDenominator(vector);
        _images.Add([.. vector.Select(entry => _field.Of(QuadraticIntegers.Scale(entry, denominator)))]);
    }

    /// <summary>The rank of the first columns of all vectors added.</summary>
    public int OfFirst(int columns) =>
        _field?.Rank(_images, columns) is { } least && least == new Pattern(_vectors, columns).MostIndependent() ? least : Exact(columns);

    private int Exact(int columns)
    {
        for (; _inExact < _vectors.Count; _inExact++)
            _exact.Add(_vectors[_inExact]);
        return _exact.RankOfFirst(columns);
    }

    /// <summary>Which entries are not 0.</summary>
    private sealed class Pattern(List<IReadOnlyList<Surd>> vectors, int columns)
    {
        private readonly int?[] _vectorOf = new int?[columns];

        /// <summary>The size of a largest matching of vectors and columns, by augmenting paths.</summary>
        public int MostIndependent() => Enumerable.Range(0, vectors.Count).Count(vector => Place(vector, new bool[columns]));

        // Finds a column for a vector; one that has another vector's is free if that finds a further column.
        private bool Place(int vector, bool[] tried)
        {
            for (var column = 0; column < columns; column++)
            {
                if (tried[column] || vectors[vector][column].IsZero)
                    continue;
                tried[column] = true;
                if (_vectorOf[column] is { } other && !Place(other, tried))
                    continue;
                _vectorOf[column] = vector;
                return true;
            }
            return false;
        }
    }
}
