using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>Saves a network's parameters and buffers as safetensors, under the names of its state dictionary, and loads them.</summary>
public static class NetworkWeights
{
    /// <summary>Writes the weights, whole or not at all.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Save(string path, Module network) => Safetensors.Write(path, network.state_dict());

    /// <summary>Puts the weights of a file into a network of the same making.</summary>
    /// <exception cref="UserException">The file cannot be read, or is of another network.</exception>
    public static void Load(string path, Module network)
    {
        using var scope = NewDisposeScope();
        var weights = Safetensors.Read(path);
        CheckFit(path, weights, network);
        Put(weights, network);
    }

    /// <summary>Puts weights that fit into a network.</summary>
    internal static void Put(IReadOnlyDictionary<string, Tensor> weights, Module network)
    {
        using var gradients = no_grad();
        foreach (var (name, tensor) in network.state_dict()) tensor.copy_(weights[name]);
    }

    /// <summary>Makes sure that weights are those of a network.</summary>
    /// <exception cref="UserException">They are not; the message names the file that they are from.</exception>
    internal static void CheckFit(string path, IReadOnlyDictionary<string, Tensor> weights, Module network)
    {
        var own = network.state_dict();
        foreach (var (name, tensor) in own)
        {
            if (!weights.TryGetValue(name, out var saved))
                throw Foreign(path, $"it has no tensor '{name}'");
            if (!saved.shape.SequenceEqual(tensor.shape) || saved.dtype != tensor.dtype)
                throw Foreign(path, $"its '{name}' is {Describe(saved)}, not {Describe(tensor)}");
        }

        if (weights.Keys.FirstOrDefault(name => !own.ContainsKey(name)) is { } extra)
            throw Foreign(path, $"its tensor '{extra}' has no place there");
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";

    private static UserException Foreign(string path, string why) =>
        new($"{path} does not hold the weights of this network: {why}; use the file of a run of the same network.");
}
