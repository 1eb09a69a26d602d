namespace HoDsl.Runtime.Data;

/// <summary>How training images are varied at random, anew in every epoch.</summary>
/// <param name="Padding">Pixels of black added on all four sides, from which a window of the image's own size is cut at random; 0 cuts nothing.</param>
/// <param name="Flip">Whether half of the images, drawn at random, are mirrored left to right.</param>
public sealed record Augmentation(int Padding = 0, bool Flip = false)
{
    /// <summary>Every image as it is.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>The usual one for CIFAR: 4 pixels of padding, random crop, random flip.</summary>
    public static Augmentation CropAndFlip { get; } = new(Padding: 4, Flip: true);

    /// <summary>Draws how one image is cut and mirrored.</summary>
    internal Window Draw(ref SplitMix64 random)
    {
        var down = random.Below(2 * Padding + 1) - Padding;
        var right = random.Below(2 * Padding + 1) - Padding;
        return new(down, right, Flip && random.Below(2) == 1);
    }
}
