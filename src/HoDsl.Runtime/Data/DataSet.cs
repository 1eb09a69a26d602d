namespace HoDsl.Runtime.Data;

/// <summary>What a network is trained on and what it is judged by.</summary>
/// <param name="Name">What the set is called, such as <c>cifar10</c> or the folder it was read from.</param>
/// <param name="Training">The images to learn from.</param>
/// <param name="Test">The images to judge by, never learnt from.</param>
public sealed record DataSet(string Name, ImageSet Training, ImageSet Test);
