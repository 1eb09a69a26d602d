using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Cli.Training;

/// <summary>Makes the networks that recipes name.</summary>
internal static class NetworkMaker
{
    private const string OnlyName = "HoResNet", Layers = "layers", Width = "width";

    /// <summary>The choice with the names as they are spelt here.</summary>
    /// <exception cref="UsageException">There is no such network or scheme.</exception>
    public static NetworkChoice Known(NetworkChoice choice) => choice.Name == OnlyName
        ? choice with { Scheme = Scheme(choice).Name }
        : throw new UsageException($"There is no network '{choice.Name}'; there is {OnlyName}.");

    /// <summary>What is wrong with the network's parameters, a sentence each.</summary>
    public static IEnumerable<string> Faults(NetworkChoice choice)
    {
        if (Of(choice, Width) < 1) yield return $"The width is {Of(choice, Width)}; a network needs at least 1 channel.";
        if (HoResNet.DepthFault(Scheme(choice), (int)Of(choice, Layers)) is { } fault) yield return fault;
    }

    /// <summary>Makes a network with fresh weights, drawn from a seed.</summary>
    public static Module<Tensor, Tensor> Make(NetworkChoice choice, MapShape image, int classes, long seed)
    {
        manual_seed(seed);
        return HoResNet.Create(Scheme(choice), (int)Of(choice, Layers), Of(choice, Width), image, classes);
    }

    private static SchemeHandle Scheme(NetworkChoice choice) =>
        Catalogue.Find(choice.Scheme ?? throw new UsageException($"{choice.Name} needs a scheme: add --scheme."));

    private static long Of(NetworkChoice choice, string parameter) => choice.Parameters.TryGetValue(parameter, out var value)
        ? value
        : throw new UsageException($"{choice.Name} needs a number of {parameter}: add --{parameter}.");
}
