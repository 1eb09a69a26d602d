namespace HoDsl.Generator.Numerics;

/// <summary>The largest absolute value of the eigenvalues of a matrix.</summary>
internal static class SpectralRadius
{
    /// <summary>Whether no eigenvalue lies outside the unit circle, decided exactly.</summary>
    public static bool IsAtMostOne(Matrix w)
    {
        // The products of two eigenvalues are the eigenvalues of w (x) w, and the largest in absolute value of a real w and its conjugate
        // have a real product, the square of the radius: it exceeds 1 exactly if some real eigenvalue of w (x) w does.
        var beyondOne = CharacteristicOfSquare(w).Shifted().WithoutRootAtZero;
        return RealRoots.SmallestPositive(SquareFree.Part(beyondOne)) is null;
    }

    // det(x - w (x) w), from the traces of the powers, tr (w (x) w)^k = (tr w^k)^2, by Newton's identities.
    private static Polynomial CharacteristicOfSquare(Matrix w)
    {
        var size = w.Rows * w.Rows;
        var (traces, symmetric) = (new List<Surd>(), new List<Surd> { Surd.One });
        var power = w;
        for (var k = 1; k <= size; k++)
        {
            traces.Add(power.Trace * power.Trace);
            var sum = Surd.Zero;
            for (var i = 1; i <= k; i++)
                sum += (i % 2 == 1 ? traces[i - 1] : -traces[i - 1]) * symmetric[k - i];
            symmetric.Add(sum / k);
            power *= w;
        }
        var coefficients = symmetric.Select((e, k) => k % 2 == 0 ? e : -e).Reverse().ToList();
        return Polynomial.Of(coefficients);
    }
}
