namespace HoDsl.Runtime.Blocks;

/// <summary>Numbers that must be probabilities.</summary>
internal static class Probability
{
    /// <summary>The number, if it is one.</summary>
    /// <exception cref="UserException">It is not between 0 and 1.</exception>
    public static double Checked(double number, string what) =>
        number is >= 0 and <= 1 ? number : throw new UserException(FormattableString.Invariant($"{what} is {number}, which is no probability: write a number from 0 to 1."));
}
