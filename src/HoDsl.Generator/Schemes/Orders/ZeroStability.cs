using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>Zero-stability of a multistep method: where f = 0, what its histories hold stays bounded. Without it no order makes the method converge.</summary>
/// <remarks>Sources: Dahlquist, Math. Scand. 4 (1956) 33; Hairer, Norsett, Wanner, Solving ODEs I, definition III.3.2.</remarks>
internal static class ZeroStability
{
    /// <summary>Whether a tableau of one state of now has it; of weights that do not sum to 1 the order conditions tell, as they are more wrong than that.</summary>
    public static bool Holds(Tableau tableau) => Characteristic(tableau) is var p && (p.SignAtOne != 0 || RootCondition.HoldsFor(p));

    // x^(m+1) - v0 x^m - .. - vm, with the weights v of y, y[-1] .. y[-m]: stages and their histories are f, and 0 here.
    private static Polynomial Characteristic(Tableau tableau)
    {
        var weights = tableau.Weights.States.Zip(tableau.States, (weight, state) => (weight, state.Past)).Where(pair => pair.Past?.Stage is null);
        var byAge = weights.OrderByDescending(pair => pair.Past?.Lag ?? 0).Select(pair => -pair.weight);
        return Polynomial.Of([.. byAge, Surd.One]);
    }
}
