using HoDsl.Generator.Support;

namespace HoDsl.Generator.Numerics;

/// <summary>A matrix over Q(sqrt d), exact.</summary>
internal sealed class Matrix
{
    private readonly Surd[,] _entries;

    private Matrix(int rows, int columns, Func<int, int, Surd> entry)
    {
        _entries = new Surd[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                _entries[i, j] = entry(i, j);
        }
    }

    /// <summary>The matrix of some rows of equal length.</summary>
    public static Matrix Of(IReadOnlyList<IReadOnlyList<Surd>> rows) => new(rows.Count, rows.Count == 0 ? 0 : rows[0].Count, (i, j) => rows[i][j]);

    /// <summary>How many rows there are.</summary>
    public int Rows => _entries.GetLength(0);

    /// <summary>How many columns there are.</summary>
    public int Columns => _entries.GetLength(1);

    /// <summary>An entry, counted from 0.</summary>
    public Surd this[int row, int column] => _entries[row, column];

    /// <summary>The sum of the diagonal.</summary>
    public Surd Trace => Enumerable.Range(0, Rows).Aggregate(Surd.Zero, (sum, i) => sum + this[i, i]);

    /// <summary>A row, counted from 0.</summary>
    public EquatableArray<Surd> Row(int row) => Enumerable.Range(0, Columns).Select(column => this[row, column]).ToEquatableArray();

    /// <summary>The product.</summary>
    public static Matrix operator *(Matrix a, Matrix b) => new(a.Rows, b.Columns, (i, j) => Enumerable.Range(0, a.Columns)
        .Where(k => !a[i, k].IsZero && !b[k, j].IsZero)
        .Aggregate(Surd.Zero, (sum, k) => sum + a[i, k] * b[k, j]));

    /// <summary>The inverse of a square matrix; null where it has none.</summary>
    public Matrix? Inverse()
    {
        // Gauss-Jordan elimination of [this | 1].
        var n = Rows;
        var work = new Matrix(n, 2 * n, (i, j) => j < n ? this[i, j] : j - n == i ? Surd.One : Surd.Zero);
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).Where(row => !work[row, column].IsZero).Cast<int?>().FirstOrDefault();
            if (pivot is not { } found)
                return null;
            work = work.Eliminated(column, found);
        }
        return new(n, n, (i, j) => work[i, j + n]);
    }

    // The pivot's row moves to the column's place, and the column becomes one of the identity.
    private Matrix Eliminated(int column, int pivot)
    {
        int Source(int row) => row == column ? pivot : row == pivot ? column : row;
        var scaled = Row(pivot).Select(entry => entry / this[pivot, column]).ToList();
        return new(Rows, Columns, (i, j) =>
            i == column ? scaled[j] : this[Source(i), column] is { IsZero: false } factor ? this[Source(i), j] - factor * scaled[j] : this[Source(i), j]);
    }
}
