namespace HoDsl.Generator.Numerics;

/// <summary>The root condition, under which a recursion with constant coefficients stays bounded: no root outside the unit circle, and none on it more than once.</summary>
internal static class RootCondition
{
    /// <summary>Whether a polynomial fulfils it, decided exactly.</summary>
    public static bool HoldsFor(Polynomial p) => SpectralRadius.HasNoRootOutside(p) && Polynomial.CommonDivisor(p, p.Derivative).HasAllRootsInside();
}
