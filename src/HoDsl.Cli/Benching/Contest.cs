namespace HoDsl.Cli.Benching;

/// <summary>Times contestants in turns, so that what disturbs the machine disturbs all of them.</summary>
internal static class Contest
{
    // How many steps nobody times.
    private const int WarmUp = 3;

    private const double SecondsATurn = 1;

    /// <summary>The seconds of a step of each: the median over the rounds of the median over a turn.</summary>
    public static double[] Run(int rounds, params IContestant[] contestants)
    {
        var steps = contestants.Select(Prepare).ToArray();
        var turns = contestants.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
                turns[i].Add(Turn(contestants[i], steps[i]));
        }

        return [.. turns.Select(Median)];
    }

    /// <summary>Warms a contestant up.</summary>
    /// <returns>How many steps it takes a turn.</returns>
    public static int Prepare(IContestant contestant)
    {
        var last = Enumerable.Range(0, WarmUp).Select(_ => contestant.Step()).ToList()[^1];
        return Math.Clamp((int)(SecondsATurn / last), 3, 100);
    }

    // The first step of a turn wakes the threads up again.
    private static double Turn(IContestant contestant, int steps) =>
        Median([.. Enumerable.Range(0, steps + 1).Select(_ => contestant.Step()).ToList()[1..]]);

    /// <summary>The median of some times, which are sorted.</summary>
    public static double Median(List<double> seconds)
    {
        seconds.Sort();
        var middle = seconds.Count / 2;
        return seconds.Count % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
    }
}
