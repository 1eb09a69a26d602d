using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>Which terms of the joins live in one step of a block.</summary>
public sealed class LivePaths
{
    private readonly int? _column;
    private readonly double _losses;

    private LivePaths(int? column, double losses) => (_column, _losses) = (column, losses);

    internal static LivePaths All { get; } = new(null, 0);

    internal static LivePaths Of(int column) => new(column, 0);

    internal static LivePaths WithLosses(double probability) => new(null, probability);

    /// <summary>The weights of a join's terms: 0 where they are dropped, more than given where they live, with the same sum.</summary>
    /// <remarks>The terms of a join are its columns, in their order. A join that a column does not reach matters to no other column that lives, and stays as it is.</remarks>
    public double[] Join(params ReadOnlySpan<double> weights)
    {
        if (_column is { } column)
            return column < weights.Length ? Alone(column, weights) : weights.ToArray();
        return _losses == 0 ? weights.ToArray() : Survivors(weights);
    }

    private double[] Survivors(ReadOnlySpan<double> weights)
    {
        var draws = rand(weights.Length).data<float>().ToArray();
        var survivors = new double[weights.Length];
        for (var i = 0; i < weights.Length; i++)
            survivors[i] = draws[i] < _losses ? 0 : weights[i];
        var rest = Sum(survivors);
        if (rest == 0)
            return Alone((int)(rand(1).item<float>() * weights.Length), weights);
        var share = Sum(weights) / rest;
        return Array.ConvertAll(survivors, weight => weight * share);
    }

    private static double[] Alone(int place, ReadOnlySpan<double> weights)
    {
        var alone = new double[weights.Length];
        alone[place] = Sum(weights);
        return alone;
    }

    private static double Sum(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        return sum;
    }
}
