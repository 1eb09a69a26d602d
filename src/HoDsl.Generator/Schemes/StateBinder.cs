using System.Globalization;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Makes the states of a block out of its `states` directive.</summary>
internal sealed class StateBinder(SchemeSyntax syntax, FindingBag findings)
{
    /// <summary>How many states a block may have: what is computed of them grows as the fourth power of their number.</summary>
    private const int StateLimit = 16;

    private readonly IReadOnlyList<StateSyntax> _declared = syntax.Find<StatesDirective>()?.States ?? [];

    /// <summary>The states, in the order of their columns; null where the directive does not make sense.</summary>
    public EquatableArray<State>? Bind()
    {
        if (_declared.Count == 0)
            return new[] { State.Single }.ToEquatableArray();
        if (_declared.Count > StateLimit)
            return findings.Refuse<EquatableArray<State>?>(Rules.TooManyStates, _declared[StateLimit].Span, syntax.Header!.Name.Text, _declared.Count, StateLimit);
        var states = _declared.Select(Bind).ToList();
        return states.Contains(null) || !HasInput(states) ? null : states.OfType<State>().ToEquatableArray();
    }

    // The map that enters a body becomes one state, or is divided among two or more.
    private bool HasInput(IReadOnlyCollection<State?> states)
    {
        var hasInput = states.Any(state => state!.Beginning == StateBeginning.Input) || states.Count(state => state!.Beginning == StateBeginning.Split) > 1;
        if (!hasInput)
            findings.Add(Rules.NoInput, _declared[0].Span);
        return hasInput;
    }

    private State? Bind(StateSyntax state, int place)
    {
        if (_declared.Take(place).Any(earlier => earlier.Text == state.Text))
            return findings.Refuse<State>(Rules.DuplicateState, state.Span, state.Text);
        if (state.Lag > 0)
            return BindHistory(state);
        if (state.IsZero)
            return new(state.Text, StateBeginning.Zero, null);
        // The states behind `= split` share the channels with it.
        if (_declared.Take(place + 1).Any(earlier => earlier.IsSplit))
            return new(state.Text, StateBeginning.Split, null);
        var isOnlyInput = !_declared.Any(other => other != state && other.Lag == 0 && !other.IsZero);
        return isOnlyInput ? new(state.Text, StateBeginning.Input, null) : findings.Refuse<State>(Rules.UnclearBeginning, state.Span, state.Text);
    }

    private State? BindHistory(StateSyntax state)
    {
        var previous = state with { Lag = state.Lag - 1 };
        var remembered = _declared.Select((other, place) => (other, place)).FirstOrDefault(pair => pair.other.Text == state.Name);
        var stage = StageNumber(state.Name);
        if (remembered.other is null && stage is null)
            return findings.Refuse<State>(Rules.HistoryOfNothing, state.Span, state.Text, state.Name);
        if (state.Lag > 1 && !_declared.Any(other => other.Text == previous.Text))
            return findings.Refuse<State>(Rules.HistoryGap, state.Span, state.Text, previous.Text);
        return new(state.Text, StateBeginning.History, new(remembered.other is null ? null : remembered.place, remembered.other is null ? stage - 1 : null, state.Lag));
    }

    private int? StageNumber(string name) =>
        name[0] == 'k' && int.TryParse(name.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1 && number <= syntax.StageRows.Count ? number : null;
}
