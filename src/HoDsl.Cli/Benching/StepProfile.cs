using HoDsl.Torch;

namespace HoDsl.Cli.Benching;

/// <summary>Where the time of a step goes, beside PyTorch's; times in milliseconds.</summary>
/// <param name="Case">The case.</param>
/// <param name="PyTorch">A step of PyTorch's.</param>
/// <param name="Ours">A step of the network here.</param>
/// <param name="OutsideKernels">The share of it that is spent outside operators which read or write elements.</param>
/// <param name="Operators">The operators, those first that take the most time on either side.</param>
internal sealed record StepProfile(string Case, double PyTorch, double Ours, double OutsideKernels, IReadOnlyList<OperatorRow> Operators)
{
    /// <summary>What PyTorch takes outside of all operators.</summary>
    public double PyTorchRest => PyTorch - Operators.Sum(row => row.PyTorch);

    /// <summary>What the network here takes outside of all operators.</summary>
    public double OursRest => Ours - Operators.Sum(row => row.Ours);

    /// <summary>Takes steps of both in turns: each as it is, and then with its operators observed.</summary>
    public static StepProfile Of(string name, int rounds, IProfiled pyTorch, IProfiled ours)
    {
        var (theirs, own) = (new Observed(pyTorch), new Observed(ours));
        var steps = rounds * Math.Max(theirs.StepsATurn, own.StepsATurn);
        for (var step = 0; step < steps; step++)
        {
            theirs.Take();
            own.Take();
        }

        var (left, right) = (theirs.Operators, own.Operators);
        var rows = left.Keys.Union(right.Keys).Select(key => Row(key, left.GetValueOrDefault(key), right.GetValueOrDefault(key)));
        return new(name, 1000 * theirs.Seconds, 1000 * own.Seconds, own.OutsideKernels, [.. rows.OrderByDescending(row => Math.Max(row.PyTorch, row.Ours))]);
    }

    private static OperatorRow Row(string name, OperatorTime pyTorch, OperatorTime ours) =>
        new(name, pyTorch.Calls, 1000 * pyTorch.Seconds, ours.Calls, 1000 * ours.Seconds);

    /// <summary>One side's steps.</summary>
    private sealed class Observed
    {
        private readonly IProfiled _contestant;
        private readonly List<double> _seconds = [];
        private readonly List<double> _kernels = [];
        private readonly List<IReadOnlyList<OperatorTime>> _profiles = [];

        public Observed(IProfiled contestant)
        {
            _contestant = contestant;
            StepsATurn = Contest.Prepare(contestant);
        }

        public int StepsATurn { get; }

        public double Seconds => Contest.Median(_seconds);

        // One step after the other takes a tenth more or less; medians of many do not.
        public double OutsideKernels => 1 - (Contest.Median(_kernels) / Seconds);

        // An operator that is not called in some step took nothing there.
        public Dictionary<string, OperatorTime> Operators => _profiles
            .SelectMany(times => times)
            .GroupBy(time => time.Name)
            .ToDictionary(group => group.Key, group => group.First() with { Seconds = Contest.Median([.. group.Select(time => time.Seconds), .. Enumerable.Repeat(0.0, _profiles.Count - group.Count())]) });

        // Observing takes time, but none that counts as the operators': what they leave of a step that nobody observed is the rest.
        public void Take()
        {
            // The first step of a turn wakes the threads up again.
            _contestant.Step();
            _seconds.Add(_contestant.Step());
            _profiles.Add(_contestant.Profile());
            _kernels.Add(_profiles[^1].Where(time => time.Computes).Sum(time => time.Seconds));
        }
    }
}

/// <summary>One operator, in calls and milliseconds a step.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="PyTorchCalls">How often PyTorch calls it.</param>
/// <param name="PyTorch">What it takes there, without the operators that it calls.</param>
/// <param name="OurCalls">How often it is called here.</param>
/// <param name="Ours">What it takes here.</param>
internal sealed record OperatorRow(string Operator, double PyTorchCalls, double PyTorch, double OurCalls, double Ours);
