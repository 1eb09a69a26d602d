using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;

namespace HoDsl.Cli.Checking;

/// <summary>A network as <c>hodsl check --json</c> and <c>hodsl describe --json</c> print it. Activations are bytes of 32-bit numbers, for one image.</summary>
internal sealed record NetworkJson(
    string File,
    string? Network,
    string? Scheme,
    int? Layers,
    long? Parameters,
    long? MultiplyAdds,
    long? TrainingActivationBytes,
    long? TrainingHeldBytes,
    long? InferenceActivationBytes,
    IReadOnlyList<NetworkItemJson>? Items,
    IReadOnlyList<CheckJsonDiagnostic> Diagnostics)
{
    /// <summary>What is known of one network.</summary>
    public static NetworkJson Of(CompiledNetwork result)
    {
        var network = result.Network;
        return new(
            result.Path, network?.Name, network?.OpenScheme?.AtHand?.Name, network?.Depth, network?.Cost.Parameters, network?.Cost.MultiplyAdds,
            Bytes(network?.Cost.Activations), Bytes(network?.Held.Sum), Bytes(network?.Cost.Peak), network?.Items.Select(item => NetworkItemJson.Of(network, item)).ToList(),
            [.. result.Findings.Select(CheckJsonDiagnostic.Of)]);
    }

    private static long? Bytes(long? numbers) => numbers is { } known ? NetworkTable.Bytes(known) : null;
}

/// <summary>A layer or a body.</summary>
internal sealed record NetworkItemJson(string Name, string Item, string Takes, string Gives, long Parameters, long MultiplyAdds, long ActivationBytes, long HeldBytes)
{
    public static NetworkItemJson Of(Network network, NetworkItem item) => new(
        item.Name, NetworkTable.Text(item, network), item.From.ToString(), item.To.ToString(), item.Cost.Parameters, item.Cost.MultiplyAdds,
        NetworkTable.Bytes(item.Cost.Activations), NetworkTable.Bytes(item.Held.Sum));
}
