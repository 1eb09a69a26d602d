using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Ode;

/// <summary>The rows of a step: what each stage reads, then the result, then the error estimate. Stages that nothing needs are left out.</summary>
internal sealed class StepRows
{
    private readonly double[] _state;
    private readonly double[][] _stages;

    private StepRows(double[] nodes, double[] state, double[][] stages, bool endsWithResult) =>
        (Nodes, _state, _stages, EndsWithResult) = (nodes, state, stages, endsWithResult);

    /// <summary>The nodes c of the stages.</summary>
    public IReadOnlyList<double> Nodes { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => _stages.Length;

    /// <summary>Whether the last stage reads the result of the step.</summary>
    public bool EndsWithResult { get; }

    /// <summary>The row of the result alone.</summary>
    public StepRows ResultOnly => new([], [1], [_stages[Nodes.Count]], false);

    /// <summary>The rows of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="estimates">Whether a step estimates its error.</param>
    public static StepRows Of(RungeKuttaMethod method, bool estimates)
    {
        double[][] outputs = estimates ? [method.Weights.ToArray(), method.ErrorWeights.ToArray()] : [method.Weights.ToArray()];
        var needed = NeededBy(outputs, method);
        var rows = needed.Select(stage => method.Coefficients(stage).ToArray()).Concat(outputs);
        return new(
            [.. needed.Select(stage => method.Nodes[stage])],
            // The error is no state, but a difference of two.
            [.. needed.Select(_ => 1.0), .. outputs.Select((_, output) => output == 0 ? 1.0 : 0)],
            [.. rows.Select(row => needed.Select(stage => row[stage]).ToArray())],
            method.IsFsal && needed[^1] == method.Stages - 1);
    }

    /// <summary>The weight of the state in each row.</summary>
    public double[] OfState() => [.. _state];

    /// <summary>The weight of a stage in each row, for a step of a size.</summary>
    public double[] OfStage(int stage, double step) => Array.ConvertAll(_stages, row => step * row[stage]);

    private static int[] NeededBy(double[][] outputs, RungeKuttaMethod method)
    {
        var needed = new bool[method.Stages];
        // A stage reads only those before it, so going backwards meets every reader before what it reads.
        for (var stage = method.Stages - 1; stage >= 0; stage--)
            needed[stage] = outputs.Any(row => row[stage] != 0) || Enumerable.Range(stage + 1, method.Stages - stage - 1).Any(later => needed[later] && method.Coefficients(later)[stage] != 0);
        return [.. Enumerable.Range(0, method.Stages).Where(stage => needed[stage])];
    }
}
