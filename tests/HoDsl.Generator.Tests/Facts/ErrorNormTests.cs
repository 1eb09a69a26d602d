using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Facts;

public class ErrorNormTests
{
    /// <summary>The only tree of order 0 + 1 is the single node, and its residual 1 minus the sum of the weights.</summary>
    [Theory]
    [InlineData("1/2", 0.5)]
    [InlineData("1+1e-60", 1e-60)]
    [InlineData("1-1e-200", 1e-200)]
    public void A_residual_however_small_has_all_its_digits(string weight, double norm) =>
        Assert.Equal(norm, SchemeFacts.Of(Compile.Valid($"scheme T\n|\n---+---\n| {weight}")).RungeKutta!.ErrorNorm);

    /// <summary>b c = 1/2 + 1/10 sqrt(2) is the only condition of order 2.</summary>
    [Fact]
    public void An_irrational_residual_is_rounded_once() =>
        Assert.Equal(Math.Sqrt(0.02), SchemeFacts.Of(Compile.Valid("scheme T\n|\n| 1+1/5*sqrt(2)\n---+---\n| 1/2 1/2")).RungeKutta!.ErrorNorm);
}
