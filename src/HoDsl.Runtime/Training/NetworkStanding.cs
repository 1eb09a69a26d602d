using System.CodeDom.Compiler;
using System.Reflection;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace HoDsl.Runtime.Training;

/// <summary>What decides which operators a network asks for, as it was at some time: its modules' settings, and which parameters learn.</summary>
internal sealed class NetworkStanding
{
    private readonly (Module Module, Settings Settings)[] _modules;
    private readonly (Parameter Parameter, bool Learns)[] _parameters;

    /// <summary>How a network stands now.</summary>
    public NetworkStanding(Module network)
    {
        _modules = [.. network.modules().Prepend(network).Distinct().Select(module => (module, Settings.Of(module)))];
        _parameters = [.. network.parameters().Select(parameter => (parameter, parameter.requires_grad))];
        Unknown = _modules.Select(entry => entry.Module).FirstOrDefault(module => module is not IRecordable && !IsKnown(module.GetType()));
    }

    /// <summary>A module of which nobody knows whether something else decides it; null where there is none.</summary>
    public Module? Unknown { get; }

    /// <summary>Whether the network stands so still. It is asked at each step, and makes no object.</summary>
    public bool IsStill()
    {
        foreach (var (module, settings) in _modules)
        {
            if (Settings.Of(module) != settings) return false;
        }

        foreach (var (parameter, learns) in _parameters)
        {
            if (parameter.requires_grad != learns) return false;
        }

        return true;
    }

    private static bool IsKnown(Type type) =>
        type.Assembly == typeof(NetworkStanding).Assembly
        || type.Assembly == typeof(Module).Assembly
        || type.GetCustomAttribute<GeneratedCodeAttribute>(inherit: false)?.Tool == "HoDsl.Generator";

    // Numbers by which trainings are steered on the way. Who changes a kernel's size or a stride says so himself.
    private readonly record struct Settings(bool IsTraining, double First = 0, double? Second = null)
    {
        public static Settings Of(Module module) => module switch
        {
            NormBase norm => new(norm.training, norm.eps, norm.momentum),
            GroupNorm norm => new(norm.training, norm.eps, norm.num_groups),
            LayerNorm norm => new(norm.training, norm.eps),
            Dropout dropout => new(dropout.training, dropout.p),
            _ => new(module.training),
        };
    }
}
