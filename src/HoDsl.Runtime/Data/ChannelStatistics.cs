namespace HoDsl.Runtime.Data;

/// <summary>Mean and standard deviation of each channel, in units of full intensity (a pixel of 255 counts as 1).</summary>
/// <param name="Mean">The mean of each channel.</param>
/// <param name="Deviation">The standard deviation of each channel over all pixels of all images.</param>
public sealed record ChannelStatistics(IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation)
{
    /// <summary>How many values a pixel can have.</summary>
    internal const int Levels = 256;

    private const double FullIntensity = 255;

    /// <summary>The statistics of a set. They come from exact counts of the pixel values, so that no order of summing matters.</summary>
    public static ChannelStatistics Of(ImageSet images)
    {
        var counts = CountLevels(images);
        return new([.. counts.Select(MeanOf)], [.. counts.Select(DeviationOf)]);
    }

    /// <summary>For each channel, what each of the 256 pixel values becomes once normalised to mean 0 and deviation 1.</summary>
    /// <remarks>A channel without deviation is only shifted.</remarks>
    internal float[][] NormalisationTables() =>
        [.. Mean.Zip(Deviation, (mean, deviation) => TableOf(mean, deviation == 0 ? 1 : deviation))];

    private static float[] TableOf(double mean, double deviation) =>
        [.. Enumerable.Range(0, Levels).Select(level => (float)((level / FullIntensity - mean) / deviation))];

    private static long[][] CountLevels(ImageSet images)
    {
        var channels = (int)images.Shape.Channels;
        var area = images.PixelsPerImage / channels;
        var counts = Enumerable.Range(0, channels).Select(_ => new long[Levels]).ToArray();
        for (var image = 0; image < images.Count; image++)
        {
            var pixels = images.Pixels(image);
            for (var channel = 0; channel < channels; channel++)
            {
                foreach (var pixel in pixels.Slice(channel * area, area))
                    counts[channel][pixel]++;
            }
        }
        return counts;
    }

    private static double MeanOf(long[] counts)
    {
        var total = counts.Sum();
        return total == 0 ? 0 : counts.Select((count, level) => count * level).Sum() / FullIntensity / total;
    }

    private static double DeviationOf(long[] counts)
    {
        var (total, mean) = (counts.Sum(), MeanOf(counts));
        return total == 0 ? 0 : Math.Sqrt(counts.Select((count, level) => count * Math.Pow(level / FullIntensity - mean, 2)).Sum() / total);
    }
}
