using System.Text.Json.Serialization;
using HoDsl.Torch;

namespace HoDsl.Cli.Benching;

/// <summary>A case as peer.py reads it.</summary>
internal sealed record PeerCase(
    int Open, double[][] A, double[] B, int Blocks, int Width, int Batch, string Precision, string Device, bool Trains, bool Bare, bool Alone);

/// <summary>The JSON that peer.py reads and writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PeerCase))]
[JsonSerializable(typeof(IReadOnlyList<OperatorTime>))]
internal sealed partial class PeerJson : JsonSerializerContext;
