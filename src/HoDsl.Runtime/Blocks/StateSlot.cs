namespace HoDsl.Runtime.Blocks;

/// <summary>One state of a scheme.</summary>
/// <param name="Name">Its name in the scheme's file: `y`, `y[-1]`.</param>
/// <param name="Beginning">How it begins.</param>
public sealed record StateSlot(string Name, StateBeginning Beginning);
