namespace HoDsl.Runtime.Blocks;

/// <summary>A scheme whose tableau is an explicit Runge-Kutta method for y' = f(y, t), of order 1 or higher, as the compiler proved.</summary>
/// <remarks>What concerns blocks only (their step, a ReLU behind them) is no part of the method.</remarks>
public interface IRungeKutta : ISchemeFacts
{
    /// <summary>The nodes c, one a stage.</summary>
    static abstract ReadOnlySpan<double> Nodes { get; }

    /// <summary>The matrix A, row by row: Stages times Stages entries.</summary>
    static abstract ReadOnlySpan<double> Coefficients { get; }

    /// <summary>The weights b.</summary>
    static abstract ReadOnlySpan<double> Weights { get; }

    /// <summary>The embedded weights; empty where there are none.</summary>
    static virtual ReadOnlySpan<double> EmbeddedWeights => [];

    /// <summary>Whether the last stage reads the result of the weights, so that the next step can begin with it.</summary>
    static abstract bool IsFsal { get; }

    /// <summary>Whether a step gives the result of the embedded weights (`output embedded`).</summary>
    static virtual bool GivesEmbedded => false;
}
