namespace HoDsl.Generator.Language;

/// <summary>A tableau or network file as the compiler takes it.</summary>
/// <param name="Path">Where it came from, as findings name it.</param>
/// <param name="Text">What it says; null where it cannot be read.</param>
/// <param name="Namespace">The namespace of the types that it becomes.</param>
public sealed record SourceFile(string Path, string? Text, string Namespace);
