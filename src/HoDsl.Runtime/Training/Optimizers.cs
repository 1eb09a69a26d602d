using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>Makes the optimizer that the options ask for.</summary>
internal static class Optimizers
{
    /// <summary>The parameters of a network in the order in which its optimizer keeps them: those that decay, then the others.</summary>
    public static IReadOnlyList<(string Name, Parameter Parameter)> Parameters(Module network, TrainingOptions options) =>
        [.. Groups(network, options).SelectMany(group => group.Parameters)];

    /// <summary>An optimizer of a network's parameters.</summary>
    public static OptimizerHelper Of(Module network, TrainingOptions options)
    {
        var groups = Groups(network, options).Where(group => group.Parameters.Count > 0).ToList();
        return options.Optimizer == OptimizerKind.AdamW
            ? optim.AdamW(groups.Select(ForAdamW), options.LearningRate, options.Momentum, options.Beta2)
            : optim.SGD(groups.Select(ForSgd), options.LearningRate, options.Momentum, nesterov: options.Optimizer == OptimizerKind.Nesterov);
    }

    private static IEnumerable<Group> Groups(Module network, TrainingOptions options)
    {
        var parameters = network.named_parameters().ToList();
        bool Decays((string Name, Parameter Parameter) entry) => options.Decay == Decayed.All || entry.Parameter.ndim > 1;
        return [new([.. parameters.Where(Decays)], options.WeightDecay), new([.. parameters.Where(entry => !Decays(entry))], 0)];
    }

    private static SGD.ParamGroup ForSgd(Group group) => new(group.Tensors, new SGD.Options { weight_decay = group.Decay });

    private static AdamW.ParamGroup ForAdamW(Group group) => new(group.Tensors, new AdamW.Options { weight_decay = group.Decay });

    private sealed record Group(List<(string Name, Parameter Parameter)> Parameters, double Decay)
    {
        public IEnumerable<Parameter> Tensors => Parameters.Select(entry => entry.Parameter);
    }
}
