using System.Text.Json.Serialization;

namespace HoDsl.Cli.Benching;

/// <summary>A case as peer.py reads it.</summary>
internal sealed record PeerCase(
    int Open, double[][] A, double[] B, int Blocks, int Width, int Batch, string Precision, bool Trains, bool Bare, bool Alone);

/// <summary>The JSON of <see cref="PeerCase"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PeerCase))]
internal sealed partial class PeerJson : JsonSerializerContext;
