using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>Zero-stability of a multistep method: where f = 0, what its histories hold stays bounded. Without it no order makes the method converge.</summary>
/// <remarks>Sources: Dahlquist, Math. Scand. 4 (1956) 33; Hairer, Norsett, Wanner, Solving ODEs I, definition III.3.2.</remarks>
internal static class ZeroStability
{
    /// <summary>Whether a tableau of one state of now has it. Weights of states whose sum is not 1 are more wrong than that, and the order conditions tell.</summary>
    /// <param name="tableau">The tableau.</param>
    /// <param name="tolerance">How far the sum may lie from 1: weights are rounded then, and those meant are in the same proportion.</param>
    public static bool Holds(Tableau tableau, Rational tolerance)
    {
        var weights = tableau.Weights.States.Zip(tableau.States, (weight, state) => (Weight: weight, state.Past)).Where(pair => pair.Past?.Stage is null).ToList();
        var sum = weights.Aggregate(Surd.Zero, (total, pair) => total + pair.Weight);
        if (((sum - Surd.One).Magnitude - tolerance).Sign > 0)
            return true;
        // x^(m+1) - v0 x^m - .. - vm, with the weights v of y, y[-1] .. y[-m]: stages and their histories are f, and 0 here.
        var byAge = weights.OrderByDescending(pair => pair.Past?.Lag ?? 0).Select(pair => -pair.Weight / sum);
        return RootCondition.HoldsFor(Polynomial.Of([.. byAge, Surd.One]));
    }
}
