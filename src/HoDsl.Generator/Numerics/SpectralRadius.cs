namespace HoDsl.Generator.Numerics;

/// <summary>The largest absolute value of the eigenvalues of a matrix.</summary>
/// <remarks>Sources: Cohn, Math. Zeitschrift 14 (1922) 110; Marden, Geometry of Polynomials, chapter X.</remarks>
internal static class SpectralRadius
{
    /// <summary>Whether no eigenvalue lies outside the unit circle, decided exactly.</summary>
    public static bool IsAtMostOne(Matrix w) => HasNoRootOutside(Characteristic(w));

    /// <summary>Whether a polynomial has no root outside the unit circle, decided exactly.</summary>
    public static bool HasNoRootOutside(Polynomial p)
    {
        p = p.WithoutRootAtZero;
        if (p.Degree <= 0)
            return true;
        if (p.SmallnessOfRoots < 0)
            return false;
        // The roots on the circle are roots of x^n p(1/x) too, as are those outside with their inverse inside: what is left has none on it.
        // A polynomial whose roots come with their inverses has all of them on the circle exactly if its derivative has none outside (Cohn).
        var withInverses = Polynomial.CommonDivisor(p, p.Reversed);
        return p.Over(withInverses).HasAllRootsInside() && HasNoRootOutside(withInverses.Derivative);
    }

    // det(x - w), from the traces of the powers by Newton's identities.
    private static Polynomial Characteristic(Matrix w)
    {
        var (traces, symmetric) = (new List<Surd>(), new List<Surd> { Surd.One });
        var power = w;
        for (var k = 1; k <= w.Rows; k++)
        {
            traces.Add(power.Trace);
            var sum = Surd.Zero;
            for (var i = 1; i <= k; i++)
                sum += (i % 2 == 1 ? traces[i - 1] : -traces[i - 1]) * symmetric[k - i];
            symmetric.Add(sum / k);
            power *= w;
        }
        return Polynomial.Of([.. symmetric.Select((e, k) => k % 2 == 0 ? e : -e).Reverse()]);
    }
}
