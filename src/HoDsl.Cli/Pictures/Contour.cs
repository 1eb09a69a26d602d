using System.Numerics;

namespace HoDsl.Cli.Pictures;

/// <summary>The boundary of a region that lies within a window, by marching squares.</summary>
internal sealed class Contour(Func<Complex, bool> contains, Window window, int cells)
{
    private const int Halvings = 12;

    /// <summary>The closed curves of the boundary.</summary>
    public IReadOnlyList<IReadOnlyList<Complex>> Curves()
    {
        var next = Segments();
        var curves = new List<IReadOnlyList<Complex>>();
        while (next.Count > 0)
        {
            var curve = new List<Complex>();
            for (var side = next.Keys.First(); next.Remove(side, out var following); side = following)
                curve.Add(Crossing(side));
            curves.Add(curve);
        }

        return curves;
    }

    // Where a walk around a cell leaves the region a segment of the boundary begins, and it ends where the walk comes back. The neighbour's
    // walk takes their common side the other way, so the segments join to closed curves.
    private Dictionary<Side, Side> Segments()
    {
        var inside = new bool[cells + 1, cells + 1];
        for (var i = 0; i <= cells; i++)
        {
            for (var j = 0; j <= cells; j++)
                inside[i, j] = contains(Point(new(i, j)));
        }

        var next = new Dictionary<Side, Side>();
        for (var i = 0; i < cells; i++)
        {
            for (var j = 0; j < cells; j++)
            {
                Corner[] corners = [new(i, j), new(i + 1, j), new(i + 1, j + 1), new(i, j + 1)];
                for (var k = 0; k < 4; k++)
                {
                    if (!IsInside(corners[k]) || IsInside(corners[(k + 1) % 4]))
                        continue;
                    var back = k + 2;
                    while (!IsInside(corners[back % 4]))
                        back++;
                    next[new(corners[k], corners[(k + 1) % 4])] = new(corners[back % 4], corners[(back - 1) % 4]);
                }
            }
        }

        return next;

        bool IsInside(Corner corner) => inside[corner.I, corner.J];
    }

    private Complex Point(Corner corner) => window.At((double)corner.I / cells, (double)corner.J / cells);

    private Complex Crossing(Side side)
    {
        var (inner, outer) = (Point(side.Inner), Point(side.Outer));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (inner + outer) / 2;
            (inner, outer) = contains(middle) ? (middle, outer) : (inner, middle);
        }

        return (inner + outer) / 2;
    }

    private readonly record struct Corner(int I, int J);

    /// <summary>A side of a cell that the boundary crosses.</summary>
    private readonly record struct Side(Corner Inner, Corner Outer);
}
