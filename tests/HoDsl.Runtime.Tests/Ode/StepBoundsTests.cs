using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Ode;

namespace HoDsl.Runtime.Tests.Ode;

/// <summary>Numbers of a solver or of noise that cannot be meant are refused where they are written.</summary>
public class StepBoundsTests
{
    private static readonly AdaptiveSteps Steps = new(1e-3, 1e-3);

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void What_must_be_above_0_is(double number)
    {
        Refused(() => Steps with { FirstStep = number }, "FirstStep is a number above 0.");
        Refused(() => Steps with { SmallestFactor = number }, "SmallestFactor is a number above 0 and below 1.");
        Refused(() => Steps with { LargestFactor = number }, "LargestFactor is a number 1 or more.");
        Refused(() => Steps with { Safety = number }, "Safety is a number above 0 and at most 1.");
    }

    [Fact]
    public void Factors_have_1_between_them_and_steps_are_counted()
    {
        Refused(() => Steps with { SmallestFactor = 1 }, "SmallestFactor");
        Refused(() => Steps with { LargestFactor = 0.9 }, "LargestFactor");
        Refused(() => Steps with { MostSteps = 0 }, "MostSteps is a number 1 or more.");
        Assert.Equal((null, 0.5, 1, 1), Numbers(Steps with { FirstStep = null, SmallestFactor = 0.5, LargestFactor = 1, MostSteps = 1 }));
    }

    [Theory, InlineData(-0.1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Noise_has_an_amplitude(double number)
    {
        Assert.Contains("amplitude of noise is ", Assert.Throws<UserException>(() => new Noise(NoiseDistribution.Normal, number)).Message);
        Assert.Throws<UserException>(() => new Noise(NoiseDistribution.Normal, 0) with { Amplitude = number });
    }

    private static (double?, double, double, int) Numbers(AdaptiveSteps steps) => (steps.FirstStep, steps.SmallestFactor, steps.LargestFactor, steps.MostSteps);

    private static void Refused(Func<AdaptiveSteps> make, string words) => Assert.StartsWith(words, Assert.Throws<ArgumentOutOfRangeException>(make).Message);
}
