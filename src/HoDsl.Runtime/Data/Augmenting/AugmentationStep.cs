using System.Globalization;
using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>One step of an <see cref="Augmentation"/>.</summary>
public abstract record AugmentationStep
{
    /// <summary>How the steps are written, for messages.</summary>
    public const string Forms = "crop[:N], flip, autoaugment, cutout[:N]";

    /// <summary>Steps are those of this library: a run that is written down must be readable elsewhere.</summary>
    private protected AugmentationStep()
    {
    }

    /// <summary>What is wrong with the step, a sentence each.</summary>
    internal virtual IEnumerable<string> Faults() => [];

    /// <summary>The step made ready for the images of one set; what it gives can be used by several threads at once.</summary>
    /// <param name="shape">The shape of one image.</param>
    /// <param name="statistics">Mean and deviation of the set.</param>
    /// <exception cref="UserException">The step cannot work on such images.</exception>
    internal abstract ImageStep For(MapShape shape, ChannelStatistics statistics);

    /// <summary>Reads the written form, or gives null.</summary>
    internal static AugmentationStep? TryParse(string text)
    {
        var (name, size) = text.Split(':') switch
        {
            [var alone] => (alone, (int?)null),
            [var before, var after] when int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (before, number),
            _ => ("", null),
        };
        return (name, size) switch
        {
            ("crop", _) => new PadCrop(size ?? PadCrop.Usual),
            ("cutout", _) => new Cutout(size ?? Cutout.Usual),
            ("flip", null) => new Flip(),
            ("autoaugment", null) => new AutoAugment(),
            _ => null,
        };
    }
}

/// <summary>Varies the image on a canvas by draws of its own generator.</summary>
internal delegate void ImageStep(ref SplitMix64 random, Canvas canvas);
