namespace HoDsl.Runtime.Data;

/// <summary>Turns bytes into numbers of mean 0 and deviation 1, each channel by its own statistics.</summary>
/// <param name="statistics">Mean and deviation of each channel.</param>
internal sealed class Normalisation(ChannelStatistics statistics)
{
    private readonly float[][] _tables = statistics.NormalisationTables();

    /// <summary>Writes an image, channels x height x width, as as many floats.</summary>
    public void Write(ReadOnlySpan<byte> image, Span<float> target)
    {
        var area = image.Length / _tables.Length;
        for (var channel = 0; channel < _tables.Length; channel++)
            Write(image.Slice(channel * area, area), target.Slice(channel * area, area), _tables[channel].AsSpan(0, ChannelStatistics.Levels));
    }

    private static void Write(ReadOnlySpan<byte> channel, Span<float> target, ReadOnlySpan<float> table)
    {
        for (var i = 0; i < channel.Length && i < target.Length; i++)
            target[i] = table[channel[i]];
    }
}
