namespace TorchSharp.Modules;

/// <summary>What optimizers have in common: a state for each parameter.</summary>
public abstract class OptimizerHelper : torch.optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper()
    {
    }

    /// <summary>The options of the groups and the states of all parameters, in their order. They are the optimizer's own, no copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        dictionary.Options.AddRange(Groups.Select(group => group.Options));
        dictionary.State.AddRange(parameters().Select(StateOf));
        return dictionary;
    }

    /// <summary>Copies the options and states of another optimizer of this kind for as many parameters.</summary>
    /// <exception cref="ArgumentException">The groups or parameters are not as many.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        RequireEqual("groups", own.Options.Count, state_dict.Options.Count);
        RequireEqual("parameters", own.State.Count, state_dict.State.Count);
        foreach (var (options, source) in own.Options.Zip(state_dict.Options))
            options.LoadStateDict(source);
        foreach (var (state, source) in own.State.Zip(state_dict.State))
            state.LoadStateDict(source);
    }

    /// <summary>Takes groups of parameters; options that they leave out are the optimizer's.</summary>
    private protected void Take<TOptions>(IEnumerable<ParamGroup> groups, TOptions defaults)
        where TOptions : OptimizerOptions, new()
    {
        foreach (var group in groups)
        {
            group.Options ??= new TOptions();
            group.Options.FillIn(defaults);
            group.InitialLearningRate = group.LearningRate;
            group.Parameters = group.Parameters.ToArray();
            foreach (var parameter in group.Parameters)
            {
                if (!states.ContainsKey(parameter))
                    states.Add(parameter, NewState(parameter, group.Options));
            }

            Groups.Add(group);
        }
    }

    private protected override void ReleaseStates()
    {
        foreach (IDisposable state in states.Values)
            state.Dispose();
    }

    private protected OptimizerState StateOf(Parameter parameter) => states[parameter];

    private protected abstract OptimizerState NewState(Parameter parameter, OptimizerOptions options);

    /// <summary>The parameters of a group that have a gradient, and their gradients.</summary>
    private protected static (Parameter[] Parameters, torch.Tensor[] Gradients) WithGradients(ParamGroup group)
    {
        var parameters = new List<Parameter>();
        var gradients = new List<torch.Tensor>();
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient)
                continue;
            parameters.Add(parameter);
            gradients.Add(gradient);
        }

        return ([.. parameters], [.. gradients]);
    }

    private protected void Require(bool holds, string option, double value)
    {
        if (!holds)
            throw new ArgumentException($"The {option} of {GetType().Name} cannot be {value}.");
    }

    private static void RequireEqual(string what, long own, long loaded)
    {
        if (own != loaded)
            throw new ArgumentException($"The state is of {loaded} {what}, and the optimizer has {own}.");
    }
}
