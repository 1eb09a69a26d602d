using HoDsl.Cli.Benching;

namespace HoDsl.Cli.Tests;

public class BenchTests
{
    [Fact]
    public void Text_that_no_case_has_in_its_name_is_told()
    {
        var (status, _, errors) = Hodsl.Run("bench", "--only", "resnet-1000");
        Assert.Equal((2, "error: No case has 'resnet-1000' in its name.\n"), (status, errors));
    }

    [Fact]
    public void No_rounds_are_no_measurement()
    {
        var (status, _, errors) = Hodsl.Run("bench", "--rounds", "0");
        Assert.Equal((2, "error: --rounds is 0, and must be at least 1.\n"), (status, errors));
    }

    /// <summary>Warm-up, the first step of a turn and a round that was disturbed do not count.</summary>
    [Fact]
    public void A_contestant_is_judged_by_the_median_of_its_turns()
    {
        // Three steps of warm-up at a second each, which make turns of three steps and one before them.
        var steady = new Scripted([9, 9, 1, 9, 1, 2, 3, 9, 1, 2, 3, 9, 50, 60, 70]);
        var slow = new Scripted([9, 9, 1, .. Enumerable.Repeat(4.0, 12)]);
        Assert.Equal([2, 4], Contest.Run(3, steady, slow));
        Assert.Equal((15, 15), (steady.Steps, slow.Steps));
    }

    [Fact]
    public void The_share_closed_is_0_for_PyTorch_and_1_for_its_convolutions()
    {
        Assert.Equal(0, new BesidePyTorch("", 10, 4, 10).ShareClosed);
        Assert.Equal(1, new BesidePyTorch("", 10, 4, 4).ShareClosed);
        Assert.Equal(0.5, new BesidePyTorch("", 10, 4, 7).ShareClosed);
    }

    private sealed class Scripted(double[] seconds) : IContestant
    {
        public int Steps { get; private set; }

        public double Step() => seconds[Steps++];

        public void Dispose()
        {
        }
    }
}
