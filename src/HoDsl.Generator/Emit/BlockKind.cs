using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>What a block takes and gives, as C# says it.</summary>
/// <param name="Scheme">The interface of the facts struct.</param>
/// <param name="Block">The base class of the block.</param>
/// <param name="Body">The class of a body of such blocks; null where they cannot be stacked.</param>
/// <param name="Taken">The type of what it takes.</param>
/// <param name="Argument">Its name.</param>
/// <param name="ArgumentSummary">What is said of it.</param>
/// <param name="Result">The type of what it gives.</param>
/// <param name="ResultSummary">What is said of it.</param>
/// <param name="Give">The expression of the result, out of those of the rows.</param>
internal sealed record BlockKind(
    string Scheme, string Block, string? Body, string Taken, string Argument, string ArgumentSummary, string Result, string ResultSummary, Func<IReadOnlyList<string>, string> Give)
{
    /// <summary>What every subnet is.</summary>
    public const string Subnet = "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>";

    private const string Map = "global::TorchSharp.torch.Tensor";

    private const string State = "global::HoDsl.Runtime.Blocks.State";

    private static readonly BlockKind OneMap = new(
        "IScheme", "Block", "Body", Map, "y", "The map before the step.", Map, "The map after the step, of the shape of y.", rows => rows[0]);

    private static readonly BlockKind Pair = new(
        "IPairScheme", "PairBlock", null, Map, "y", "The map before the step.", $"({Map} y, {Map} embedded)",
        "The maps that the weights and the embedded weights give, of the shape of y.", rows => $"({string.Join(", ", rows)})");

    private static readonly BlockKind States = new(
        "IStateScheme", "StateBlock", "StateBody", State, "state", "The states before the step.", State,
        "The states after the step.", rows => $"state.Next({string.Join(", ", rows)})");

    /// <summary>The kind of a scheme's block.</summary>
    public static BlockKind Of(Scheme scheme) =>
        !scheme.Tableau.HasOneState ? States : scheme.Output == BlockOutput.Both ? Pair : OneMap;
}
