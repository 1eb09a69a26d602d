using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>What a run folder says of its run: enough to make the network again and to repeat the training.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Image">The shape of one image.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Parameters">How many trainable numbers the network has.</param>
/// <param name="Threads">How many threads computed.</param>
/// <param name="Version">The version of this library.</param>
public sealed record RunDescription(
    Recipe Recipe, MapShape Image, IReadOnlyList<string> Classes, long Parameters, int Threads, string Version);
