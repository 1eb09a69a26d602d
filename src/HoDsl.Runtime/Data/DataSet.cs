namespace HoDsl.Runtime.Data;

/// <summary>What a network is trained on and what it is judged by.</summary>
/// <param name="Name">What the set is called, such as <c>cifar10</c> or the folder it was read from.</param>
/// <param name="Training">The images to learn from.</param>
/// <param name="Test">The images to judge by, never learnt from.</param>
public sealed record DataSet(string Name, ImageSet Training, ImageSet Test)
{
    /// <summary>Images kept apart from the training images to choose between networks or epochs by, so that the test stays a test; null where there are none.</summary>
    public ImageSet? Validation { get; init; }

    /// <summary>What a network is judged by while it is trained: the images for validation, or where there are none those for testing.</summary>
    public ImageSet Judged => Validation ?? Test;

    /// <summary>What these images are called where numbers from them are shown.</summary>
    internal string JudgedBy => Validation is null ? "test" : "validation";
}
