namespace HoDsl.Generator.Numerics;

/// <summary>Where polynomials become negative.</summary>
internal static class SignChange
{
    /// <summary>The end of the longest interval from 0 in which a polynomial is nowhere negative, to 64 binary digits; null where it has none.</summary>
    public static Rational? ToNegative(Polynomial p)
    {
        if (p.IsZero)
            return null;
        return p.SignNearZero < 0 ? Rational.Zero : RealRoots.SmallestPositive(SquareFree.OddPart(p.WithoutRootAtZero));
    }
}
