using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The rows of a step for one tensor of the state, read in their order out of the fewest maps.</summary>
/// <remarks>
/// What later rows need is held as the maps themselves (the state, the slopes) or as partial sums of these rows, whichever is less. Without
/// gradients a sum takes the memory of a map that it is the last to read.
/// </remarks>
internal sealed class RowSums(int rows)
{
    private readonly List<Held> _held = [];
    private int _next;

    /// <summary>Adds a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="weights">Its weight in each row; those of rows that were read do not matter.</param>
    /// <param name="isOwn">Whether it may be released once no row needs it.</param>
    public void Add(Tensor map, double[] weights, bool isOwn)
    {
        var branch = TorchExtras.Current.Branch(map, isStage: isOwn);
        var isNew = !ReferenceEquals(branch, map);
        if (isNew && isOwn)
            map.Dispose();
        weights.AsSpan(0, _next).Clear();
        _held.Add(new(branch, weights, isOwn || isNew));
    }

    /// <summary>Passes over a row.</summary>
    public void Skip()
    {
        foreach (var held in _held)
            held.Weights[_next] = 0;
        _next++;
    }

    /// <summary>Holds what is held as partial sums, where that is less.</summary>
    public void Fold()
    {
        var partial = PartialSums();
        Hold(partial, Compute(partial));
    }

    /// <summary>The sum of the next row, and whether it is the reader's to release.</summary>
    public (Tensor Sum, bool IsOwn) Next()
    {
        var row = _next++;
        var terms = _held.Where(held => held.Weights[row] != 0).ToList();
        var partial = PartialSums();
        if (terms is not [{ } only] || only.Weights[row] != 1)
        {
            var sums = Compute([(row, terms), .. partial]);
            Hold(partial, sums[1..]);
            return (sums[0], true);
        }
        // A map by itself needs no sum.
        Hold(partial, Compute(partial));
        only.Weights[row] = 0;
        if (only.IsNeeded)
            return (only.Map, false);
        _held.Remove(only);
        return (only.Map, only.IsOwn);
    }

    /// <summary>The sums to begin, or to go on with: rows that are not read yet, and the maps to turn into them. What others hold anyway is not turned.</summary>
    private List<(int Row, List<Held> Terms)> PartialSums()
    {
        var own = _held.Where(held => held.IsOwn).ToList();
        var turns = TurnedMaps.Of([.. own.Select(held => Array.ConvertAll(held.Weights[_next..], weight => weight != 0))], rows - _next);
        var turned = own.Where((_, place) => turns[place]).ToList();
        return
        [
            .. Enumerable.Range(_next, rows - _next)
                .Select(row => (Row: row, Terms: turned.Where(held => held.Weights[row] != 0).ToList()))
                .Where(sum => sum.Terms.Count > 1 || (sum.Terms is [{ } only] && only.Weights[sum.Row] != 1)),
        ];
    }

    private Tensor[] Compute(List<(int Row, List<Held> Terms)> sums)
    {
        var weights = sums.ConvertAll(sum => sum.Terms.ConvertAll(held => held.Weights[sum.Row]));
        sums.ForEach(sum => sum.Terms.ForEach(held => held.Weights[sum.Row] = 0));
        var terms = sums.Select((sum, i) => sum.Terms.Select((held, j) => new Term(weights[i][j], held.Map, IsLast: held.IsOwn && !held.IsNeeded)).ToArray()).ToArray();
        return terms.Length == 0 ? [] : Combination.CombineRows(terms);
    }

    private void Hold(List<(int Row, List<Held> Terms)> partial, Tensor[] sums)
    {
        foreach (var held in _held.Where(held => held is { IsOwn: true, IsNeeded: false }))
            held.Map.Dispose();
        _held.RemoveAll(held => !held.IsNeeded);
        _held.AddRange(partial.Zip(sums, (sum, map) => new Held(map, Unit(sum.Row), IsOwn: true)));
    }

    private double[] Unit(int row)
    {
        var weights = new double[rows];
        weights[row] = 1;
        return weights;
    }

    private sealed record Held(Tensor Map, double[] Weights, bool IsOwn)
    {
        public bool IsNeeded => Weights.AsSpan().ContainsAnyExcept(0);
    }
}
