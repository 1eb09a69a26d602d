using HoDsl.Cli.Describing;
using HoDsl.Generator.Findings;
using HoDsl.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Cli.Training;

/// <summary>Makes the networks that recipes name.</summary>
internal static class NetworkMaker
{
    /// <summary>The choice with the names as they are spelt here, and with the scheme and the parameters that are meant where none are given.</summary>
    /// <remarks>All of them, so that a run can be read when the defaults of its network have changed.</remarks>
    /// <exception cref="UsageException">There is no such network, or it leaves no scheme to choose.</exception>
    public static NetworkChoice Known(NetworkChoice choice)
    {
        var network = Find(choice.Name);
        if (choice.Scheme is not null && !network.IsOpen)
            throw new UsageException($"The schemes of {network.Name} are its own: leave out --scheme.");
        var scheme = network.IsOpen ? (choice.Scheme is { } name ? Catalogue.Find(name) : network.DefaultScheme) : null;
        var parameters = network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default);
        foreach (var (parameter, value) in choice.Parameters)
            parameters[parameter] = value;
        return new(network.Name, scheme?.Name, parameters);
    }

    /// <summary>What is wrong with the network's parameters, a sentence each.</summary>
    public static IEnumerable<string> Faults(NetworkChoice choice)
    {
        var known = Find(choice.Name).Parameters.Select(parameter => parameter.Name).ToList();
        if (choice.Parameters.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            return [$"{choice.Name} has no parameter --{unknown}; it has {(known.Count == 0 ? "none" : string.Join(", ", known.Select(name => $"--{name}")))}."];
        return NetworkArgument.Compile(choice.Name, choice.Scheme, choice.Parameters).Findings
            .Where(finding => finding.Rule.Severity == Severity.Error).Select(finding => $"{choice.Name} cannot be made so: {finding.Message}.");
    }

    /// <summary>Makes a network on a device with fresh weights, drawn from a seed: on the processor, so that they are the same on all devices.</summary>
    public static Module<Tensor, Tensor> Make(NetworkChoice choice, MapShape image, int classes, long seed, Device device)
    {
        manual_seed(seed);
        return Find(choice.Name).Create(new(image, classes, choice.Parameters, choice.Scheme is { } scheme ? Catalogue.Find(scheme) : null)).to(device);
    }

    private static NetworkHandle Find(string name) => NetworkCatalog.Find(name) ?? throw (NetworkArgument.IsFile(name)
        ? UsageException.NotBuiltIn("network", name, "networks")
        : UsageException.NoSuch("network", name, NetworkCatalog.All.Select(network => network.Name), "hodsl networks"));
}
