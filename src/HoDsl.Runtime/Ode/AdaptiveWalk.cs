using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Walks in steps that a controller chooses.</summary>
internal sealed class AdaptiveWalk : Walk
{
    private readonly IVectorField _field;
    private readonly AdaptiveSteps _options;
    private readonly ErrorScale _scale;
    private readonly int _errorOrder;
    private StepControl? _control;

    // The slopes where the walk stands. A rejected step leaves them as they are, and some methods end a step with those of the next.
    private Tensor[]? _slopes;

    /// <summary>Begins a walk.</summary>
    public AdaptiveWalk(RungeKuttaMethod method, IVectorField field, AdaptiveSteps options, int errorOrder) : base(method, field, estimates: true) =>
        (_field, _options, _errorOrder, _scale) = (field, options, errorOrder, new(options));

    /// <inheritdoc/>
    public override Tensor[] Go(Tensor[] state, double from, double to, ICollection<TakenStep>? kept = null)
    {
        var moving = new MovingState(state, kept);
        for (var time = from; time != to;)
        {
            _slopes ??= _field.Evaluate(time, moving.Value[.._field.Reads]);
            _control ??= new(_options, _errorOrder, _options.FirstStep ?? new FirstStep(_field, _scale, _errorOrder).Size(moving.Value, _slopes, time, to));
            var trial = _control.Next(time, to);
            var tried = Stepper.Take(time, trial.Step, moving.Value, first: _slopes);
            if (!Accepts(trial, moving.Value, tried))
                continue;
            moving.Move(time, trial.Step, tried.State);
            Replace(tried.Slopes);
            time = trial.MeetsEnd ? to : time + trial.Step;
        }
        return moving.Value;
    }

    /// <inheritdoc/>
    public override void Interrupt() => Replace(null);

    private bool Accepts(Trial trial, Tensor[] before, StepResult tried)
    {
        var isAccepted = _control!.Accepts(trial, _scale.Norm(tried.Error, before, tried.State));
        if (isAccepted)
            Steps++;
        else
            Rejected++;
        Released.All(isAccepted ? tried.Error : tried.Tensors);
        return isAccepted;
    }

    private void Replace(Tensor[]? slopes)
    {
        Released.All(_slopes);
        _slopes = slopes;
    }
}
