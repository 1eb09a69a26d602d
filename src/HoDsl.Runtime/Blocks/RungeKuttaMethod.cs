namespace HoDsl.Runtime.Blocks;

/// <summary>An explicit Runge-Kutta method as a value: k_i = f(y + h sum a_ij k_j, t + c_i h), and y + h sum b_i k_i after the step.</summary>
public sealed class RungeKuttaMethod
{
    private readonly double[] _nodes;
    private readonly double[] _coefficients;
    private readonly double[] _weights;
    private readonly double[]? _errorWeights;

    private RungeKuttaMethod(string name, double[] nodes, double[] coefficients, Row result, Row? other, bool isFsal)
    {
        (Name, _nodes, _coefficients, _weights, Order, IsFsal) = (name, nodes, coefficients, result.Weights, result.Order, isFsal);
        if (other is not { } second)
            return;
        _errorWeights = [.. result.Weights.Zip(second.Weights, (b, e) => b - e)];
        ErrorOrder = Math.Min(result.Order, second.Order) + 1;
    }

    /// <summary>The scheme's name.</summary>
    public string Name { get; }

    /// <summary>How many stages the tableau has.</summary>
    public int Stages => _nodes.Length;

    /// <summary>The proved order of the result.</summary>
    public int Order { get; }

    /// <summary>The power of h with which the error estimate falls: one more than the lower order of the pair; null where the method has no estimate.</summary>
    public int? ErrorOrder { get; }

    /// <summary>Whether the last stage reads the result, so that the next step can begin with it (first same as last).</summary>
    public bool IsFsal { get; }

    /// <summary>The nodes c.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>The weights of the result.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The weights of the error estimate: those of the result less the others of the pair; empty where there are none.</summary>
    public ReadOnlySpan<double> ErrorWeights => _errorWeights;

    /// <summary>What a stage reads, from 0: its row of A.</summary>
    public ReadOnlySpan<double> Coefficients(int stage) => _coefficients.AsSpan(stage * Stages, Stages);

    /// <summary>The method of a scheme.</summary>
    public static RungeKuttaMethod Of<TScheme>() where TScheme : IRungeKutta
    {
        var weights = new Row(TScheme.Weights.ToArray(), TScheme.Order ?? 0);
        var embedded = new Row(TScheme.EmbeddedWeights.ToArray(), TScheme.EmbeddedOrder ?? 0);
        var (result, other) = TScheme.GivesEmbedded ? (embedded, weights) : (weights, embedded);
        // Weights of order 0 estimate nothing.
        return new(TScheme.Name, TScheme.Nodes.ToArray(), TScheme.Coefficients.ToArray(), result, other.Order > 0 ? other : null, TScheme.IsFsal && !TScheme.GivesEmbedded);
    }

    /// <summary>The method of a scheme of which it is not known whether it has one.</summary>
    /// <exception cref="UserException">The scheme is no Runge-Kutta method.</exception>
    public static RungeKuttaMethod Required<TScheme>() where TScheme : ISchemeFacts => TScheme.Method ?? throw new UserException(
        $"'{TScheme.Name}' solves no differential equation: a Neural ODE takes a scheme of one state, with numbers for coefficients, of order 1 or higher (`hodsl schemes` lists the orders).");

    private readonly record struct Row(double[] Weights, int Order);
}
