using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Facts;

/// <summary>Facts of methods of the literature, against values that were computed by other programs in exact arithmetic.</summary>
public class PublishedFactsTests
{
    public sealed record Published(
        double ErrorNorm, double? EmbeddedErrorNorm, double RealAxisLimit, double ImaginaryAxisLimit, double Ssp, bool IsFsal,
        int NonzerosA, int NonzerosB, int[] Retained, int?[] StageOrders);

    public static TheoryData<string, Published> Methods => new()
    {
        { "euler", new(0.5, null, 2.0, 0.0, 1, false, 0, 1, [1], [null]) },
        { "midpoint", new(0.1717960677, null, 2.0, 0.0, 0, false, 1, 1, [1, 1], [null, 1]) },
        { "improved-euler", new(0.1863389981, 0.5, 2.0, 0.0, 1, false, 1, 2, [1, 1], [null, 1]) },
        { "ralston2", new(0.1666666667, null, 2.0, 0.0, 0.5, false, 1, 2, [1, 1], [null, 1]) },
        { "kutta3", new(0.0589255651, null, 2.5127453, 1.7320508, 0, false, 3, 3, [1, 2, 1], [null, 1, 1]) },
        { "heun3", new(0.0462962963, null, 2.5127453, 1.7320508, 0, false, 2, 2, [1, 2, 1], [null, 1, 2]) },
        { "bogacki-shampine", new(0.04181109229, 0.02946278255, 2.5127453, 1.7320508, 0, true, 5, 3, [1, 2, 1], [null, 1, 1, 3]) },
        { "rk4", new(0.01450458234, null, 2.7852936, 2.8284271, 0, false, 3, 4, [1, 2, 2, 1], [null, 1, 1, 2]) },
        { "rk4-38", new(0.01266936775, null, 2.7852936, 2.8284271, 0, false, 6, 4, [1, 2, 2, 1], [null, 1, 1, 1]) },
        { "gill4", new(0.01323123954, null, 2.7852936, 2.8284271, 0, false, 5, 4, [1, 2, 2, 1], [null, 1, 1, 2]) },
        { "fehlberg45", new(0.001839243418, 0.003355744693, 3.0200175, 0.0, 0, false, 15, 4, [1, 2, 3, 2, 1], [null, 1, 3, 3, 3, 3]) },
        { "dormand-prince", new(0.0003990801609, 0.001182957151, 3.3065679, 0.997189, 0, true, 20, 5, [1, 2, 3, 3, 2, 1], [null, 1, 3, 3, 3, 3, 5]) },
        { "kutta-nystrom5", new(0.003840684488, null, 3.2170479, 0.0, 0, false, 14, 4, [1, 2, 3, 3, 2, 1], [null, 1, 2, 2, 2, 2]) },
        { "huta6", new(0.00897745401, null, 3.8400244, 2.2331145, 0, false, 28, 7, [1, 2, 3, 4, 4, 3, 2, 1], [null, 1, 3, 3, 3, 3, 3, 3]) },
        { "verner89", new(0.0001157354232, 6.111339725e-05, 4.1562397, 0.194413, 0, false, 75, 8, [1, 2, 2, 3, 3, 3, 3, 4, 5, 5, 4, 3, 2, 1], [null, 1, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5]) },
        { "tsitouras", new(0.0001385149964, 0.001064972833, 3.506847, 0.4779789, 0, true, 21, 6, [1, 2, 3, 3, 2, 1], [null, 1, 1, 1, 1, 1, 5]) },
    };

    [Theory, MemberData(nameof(Methods))]
    public void A_published_method_has_its_published_facts(string scheme, Published expected)
    {
        var facts = SchemeFacts.Of(Compile.Valid(TableauFiles.Read($"schemes/{scheme}")));
        var method = facts.RungeKutta!;
        AssertNear(expected.ErrorNorm, method.ErrorNorm);
        Assert.Equal(expected.EmbeddedErrorNorm is null, method.EmbeddedErrorNorm is null);
        AssertNear(expected.EmbeddedErrorNorm ?? 0, method.EmbeddedErrorNorm ?? 0);
        AssertNear(expected.RealAxisLimit, method.RealAxisLimit);
        AssertNear(expected.ImaginaryAxisLimit, method.ImaginaryAxisLimit);
        AssertNear(expected.Ssp, method.SspCoefficient);
        Assert.Equal(expected.IsFsal, method.IsFsal);
        Assert.Equal((expected.NonzerosA, expected.NonzerosB), (facts.NonzerosA, facts.NonzerosB));
        Assert.Equal(expected.Retained, facts.LiveMaps.Retained);
        Assert.Equal(expected.Retained.Max() + 1, facts.LiveMaps.Peak);
        Assert.Equal(expected.StageOrders, method.StageOrders);
    }

    /// <summary>Hairer, Wanner, Solving ODEs II, section IV.2: the polynomials of the methods of Fehlberg and of Dormand and Prince.</summary>
    [Theory]
    [InlineData("fehlberg45", "1 + z + 1/2 z^2 + 1/6 z^3 + 1/24 z^4 + 1/104 z^5")]
    [InlineData("dormand-prince", "1 + z + 1/2 z^2 + 1/6 z^3 + 1/24 z^4 + 1/120 z^5 + 1/600 z^6")]
    [InlineData("huta6", "1 + z + 1/2 z^2 + 1/6 z^3 + 1/24 z^4 + 1/120 z^5 + 1/720 z^6 + 1/4480 z^7 + 1/483840 z^8")]
    public void A_published_method_has_its_published_stability_polynomial(string scheme, string polynomial) =>
        Assert.Equal(polynomial, SchemeFacts.Of(Compile.Valid(TableauFiles.Read($"schemes/{scheme}"))).RungeKutta!.StabilityPolynomial.ToString());

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, 1e-6 * Math.Max(1e-4, expected));
}
