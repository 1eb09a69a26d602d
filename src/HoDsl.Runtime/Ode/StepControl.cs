namespace HoDsl.Runtime.Ode;

/// <summary>Chooses the sizes of steps from their errors: a proportional-integral controller.</summary>
/// <remarks>
/// After a step of error e, in units of the tolerances, behind one of error e', the next is the step times safety e^-a e'^b, within bounds, with
/// b = 0.2 / q and a = 1 / q - 3/4 b, where the estimate falls with the q-th power of the step. Source: Gustafsson 1991, ACM TOMS 17, 533; the
/// constants are those of Hairer's and Wanner's code DOPRI5 (b = 0.04 for q = 5), as are: errors below 1e-4 count as 1e-4 for the step that follows;
/// after a rejection the next step does not grow; a step that a rest of at most 1 % would remain of is stretched.
/// A step that is shortened to meet a time changes neither the size nor the memory of the controller.
/// </remarks>
/// <param name="options">The bounds.</param>
/// <param name="errorOrder">The power q.</param>
/// <param name="first">The size of the first step.</param>
internal sealed class StepControl(AdaptiveSteps options, int errorOrder, double first)
{
    private const double Stretch = 1.01;
    private const double LeastMemory = 1e-4;

    // Below this share of the time, a step is lost in rounding.
    private const double Smallest = 10 * 2.2204460492503131e-16;

    private readonly double _integral = 0.2 / errorOrder;
    private double _size = first;
    private double _before = LeastMemory;
    private bool _wasRejected;
    private int _tries;

    private double Proportional => (1.0 / errorOrder) - (0.75 * _integral);

    /// <summary>The next step to try.</summary>
    /// <param name="time">The time.</param>
    /// <param name="end">The time to meet.</param>
    /// <exception cref="UserException">The steps are too many, or too small.</exception>
    public Trial Next(double time, double end)
    {
        if (_tries++ == options.MostSteps)
            throw new UserException(FormattableString.Invariant($"The differential equation needs more than {options.MostSteps} steps: it stands at time {time:G6} of {end:G6}, with steps of {_size:G3}. Loosen the tolerances, or allow more steps (MostSteps); steps that stay small may mean that the equation is stiff."));
        // Not above, rather than below: what is no number is no size either.
        if (!(_size > Smallest * Math.Max(Math.Abs(time), Math.Abs(end))))
            throw new UserException(FormattableString.Invariant($"The differential equation cannot be solved past time {time:G6}: steps of {_size:G3} there still miss the tolerances, or the subnet gives numbers that are not finite. Loosen the tolerances, or look at the subnet there."));
        var rest = Math.Abs(end - time);
        return rest <= Stretch * _size ? new(end - time, MeetsEnd: true, IsShortened: rest < _size) : new(double.CopySign(_size, end - time), MeetsEnd: false, IsShortened: false);
    }

    /// <summary>Judges a step that was tried.</summary>
    /// <returns>Whether it is accepted.</returns>
    public bool Accepts(Trial trial, double error)
    {
        var isAccepted = error <= 1;
        if (!isAccepted)
            _size = Math.Abs(trial.Step) * (double.IsFinite(error) ? Bounded(options.Safety * Math.Pow(error, -Proportional)) : options.SmallestFactor);
        else if (!trial.IsShortened)
            Grow(Math.Abs(trial.Step), error);
        _wasRejected = !isAccepted;
        return isAccepted;
    }

    private void Grow(double step, double error)
    {
        var factor = Bounded(options.Safety * Math.Pow(error, -Proportional) * Math.Pow(_before, _integral));
        _size = step * (_wasRejected ? Math.Min(1, factor) : factor);
        _before = Math.Max(error, LeastMemory);
    }

    private double Bounded(double factor) => Math.Clamp(factor, options.SmallestFactor, options.LargestFactor);
}

/// <summary>A step to try.</summary>
/// <param name="Step">Its size; negative backward in time.</param>
/// <param name="MeetsEnd">Whether it ends at the time to meet.</param>
/// <param name="IsShortened">Whether that made it shorter than the controller had chosen.</param>
internal readonly record struct Trial(double Step, bool MeetsEnd, bool IsShortened);
