using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>What a block takes and gives, as C# says it.</summary>
/// <param name="Scheme">The interface of the facts struct.</param>
/// <param name="Block">The base class of the block.</param>
/// <param name="Body">The method that makes a body of such blocks; null where they cannot be stacked.</param>
/// <param name="Taken">The type of what it takes.</param>
/// <param name="Argument">Its name.</param>
/// <param name="ArgumentSummary">What is said of it.</param>
/// <param name="Result">The type of what it gives.</param>
/// <param name="ResultSummary">What is said of it.</param>
/// <param name="Give">The expression of the result, out of those of the rows.</param>
/// <param name="Rectify">That of a result behind ReLU, out of the one in front of it; null where nobody needs it apart.</param>
internal sealed record BlockKind(
    string Scheme, string Block, string? Body, string Taken, string Argument, string ArgumentSummary, string Result, string ResultSummary, Func<IReadOnlyList<string>, string> Give,
    Func<string, string>? Rectify)
{
    /// <summary>What every subnet is.</summary>
    public const string Subnet = "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>";

    private const string Map = "global::TorchSharp.torch.Tensor";

    private const string State = "global::HoDsl.Runtime.Blocks.State";

    private static readonly BlockKind OneMap = new(
        "IScheme", "Block", "Of", Map, "y", "The map before the step.", Map, "The map after the step, of the shape of y.", rows => rows[0], map => $"{map}.relu_()");

    private static readonly BlockKind Pair = new(
        "IPairScheme", "PairBlock", null, Map, "y", "The map before the step.", $"({Map} y, {Map} embedded)",
        "The maps that the weights and the embedded weights give, of the shape of y.", rows => $"({string.Join(", ", rows)})", null);

    private static readonly BlockKind States = new(
        "IStateScheme", "StateBlock", "OfStates", State, "state", "The states before the step.", State,
        "The states after the step.", rows => $"state.Next({string.Join(", ", rows)})", states => $"{states}.Rectify(state)");

    /// <summary>Whether a body may need the step of such blocks without the ReLU behind it.</summary>
    public bool IsRectified(Scheme scheme) => scheme.EndsWithRelu && Rectify is not null;

    /// <summary>The kind of a scheme's block.</summary>
    public static BlockKind Of(Scheme scheme) =>
        !scheme.Tableau.HasOneState ? States : scheme.CanStack ? OneMap : Pair;
}
