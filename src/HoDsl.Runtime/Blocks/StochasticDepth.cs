namespace HoDsl.Runtime.Blocks;

/// <summary>Stochastic depth: in training a block is dropped now and then, which leaves the states of now as they were.</summary>
/// <remarks>
/// Block l of a network of L blocks survives with probability first + l/L (last - first), l = 1 .. L: with first = 1 the linear rule of Huang et al., arXiv 1603.09382.
/// </remarks>
/// <param name="First">The probability from which the line starts, at the network's input.</param>
/// <param name="Last">The probability of the network's last block.</param>
public sealed record StochasticDepth(double First, double Last)
{
    /// <summary>The probability from which the line starts, at the network's input.</summary>
    /// <exception cref="UserException">It is no probability.</exception>
    public double First { get; init => field = CheckedFirst(value); } = CheckedFirst(First);

    /// <summary>The probability of the network's last block.</summary>
    /// <exception cref="UserException">It is no probability.</exception>
    public double Last { get; init => field = CheckedLast(value); } = CheckedLast(Last);

    /// <summary>Where the probability p is made up for, so that evaluation gives what training gives on average.</summary>
    public SurvivalWeight Weight { get; init; } = SurvivalWeight.InTraining;

    /// <summary>Whether each sample of a batch has its own luck. Otherwise a whole batch has, and a dropped block is not computed at all.</summary>
    public bool PerSample { get; init; }

    /// <summary>The probability that a block survives.</summary>
    /// <param name="index">The place of the block in its network, from 0.</param>
    /// <param name="count">How many blocks the network has.</param>
    public double Survival(int index, int count) => First + ((Last - First) * (index + 1) / count);

    private static double CheckedFirst(double number) => Probability.Checked(number, "The first survival probability of stochastic depth");

    private static double CheckedLast(double number) => Probability.Checked(number, "The last survival probability of stochastic depth");
}

/// <summary>Where a block's increment is weighed with its probability p of survival.</summary>
public enum SurvivalWeight
{
    /// <summary>A survivor's increment is divided by p in training.</summary>
    InTraining,

    /// <summary>Every increment is multiplied by p in evaluation.</summary>
    InEvaluation,
}
