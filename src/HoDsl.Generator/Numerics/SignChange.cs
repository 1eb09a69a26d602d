namespace HoDsl.Generator.Numerics;

/// <summary>Where polynomials become negative.</summary>
internal static class SignChange
{
    /// <summary>The end of the longest interval from 0 in which none of some polynomials is negative, to 64 binary digits; null where it has none.</summary>
    /// <param name="polynomials">The polynomials; it is found soonest with the one that ends the interval before the others.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static Rational? FirstToNegative(IEnumerable<Polynomial> polynomials, CancellationToken cancellation = default)
    {
        // Most are soon seen to be positive as far as those before them: only the others have their roots isolated.
        Rational? first = null;
        foreach (var p in polynomials)
        {
            cancellation.ThrowIfCancellationRequested();
            if (first is { } end && p.IsSeenToBePositiveBefore(end))
                continue;
            if (ToNegative(p) is { } change && !(first?.CompareTo(change) <= 0))
                first = change;
        }
        return first;
    }

    /// <summary>The end of the longest interval from 0 in which a polynomial is nowhere negative, to 64 binary digits; null where it has none.</summary>
    public static Rational? ToNegative(Polynomial p)
    {
        if (p.IsZero)
            return null;
        return p.SignNearZero < 0 ? Rational.Zero : RealRoots.SmallestPositive(SquareFree.OddPart(p.WithoutRootAtZero));
    }
}
