namespace HoDsl.Torch;

/// <summary>Native memory of tensors on one device, in bytes.</summary>
/// <param name="Bytes">What is held now.</param>
/// <param name="PeakBytes">The most that was held at once.</param>
public readonly record struct MemoryFigures(long Bytes, long PeakBytes);
