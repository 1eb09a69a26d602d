namespace HoDsl.Runtime.Networks;

/// <summary>An integer that whoever makes a network chooses.</summary>
/// <param name="Name">Its name, as the network's file has it.</param>
/// <param name="Default">Its value where nobody chooses.</param>
public sealed record NetworkParameter(string Name, int Default);
