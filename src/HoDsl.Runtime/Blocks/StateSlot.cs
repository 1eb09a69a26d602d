namespace HoDsl.Runtime.Blocks;

/// <summary>One state of a scheme.</summary>
/// <param name="Name">Its name in the scheme's file: `y`, `y[-1]`.</param>
/// <param name="Beginning">How it begins.</param>
/// <param name="Of">The place of the state that it has one block later; null for states of now and for the history of a stage.</param>
public sealed record StateSlot(string Name, StateBeginning Beginning, int? Of = null);
