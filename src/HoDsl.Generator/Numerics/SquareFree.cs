namespace HoDsl.Generator.Numerics;

/// <summary>Square-free polynomials: those without multiple roots.</summary>
internal static class SquareFree
{
    /// <summary>A polynomial with the roots of odd multiplicity, each once: those where the sign changes.</summary>
    public static Polynomial OddPart(Polynomial p)
    {
        if (p.IsSeenToBeSquareFree())
            return p;
        // Musser's algorithm: `several` has each root once less than it had before, `once` has those that are left, once each.
        var several = Polynomial.CommonDivisor(p, p.Derivative);
        var once = p.Over(several);
        var odd = Polynomial.Of([Surd.One]);
        for (var multiplicity = 1; once.Degree > 0; multiplicity++)
        {
            var next = Polynomial.CommonDivisor(several, once);
            if (multiplicity % 2 == 1)
                odd = once.Over(next) * odd;
            (once, several) = (next, several.Over(next));
        }
        return odd;
    }
}
