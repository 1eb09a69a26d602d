namespace HoDsl.Runtime.Data;

/// <summary>What is seen of an image: the window's shift against the image, and whether it is mirrored.</summary>
/// <param name="Down">Rows by which the window lies below the image's top; what lies outside the image is black.</param>
/// <param name="Right">Columns by which the window lies to the right of the image's left edge.</param>
/// <param name="Mirrored">Whether the window's content is mirrored left to right, after the shift.</param>
internal readonly record struct Window(int Down, int Right, bool Mirrored)
{
    /// <summary>Writes what the window shows of an image, normalised, in one pass over its bytes.</summary>
    /// <param name="image">The image's pixels, channels x height x width.</param>
    /// <param name="width">The image's width.</param>
    /// <param name="tables">For each channel, what each pixel value becomes.</param>
    /// <param name="target">Where the window goes: as many floats as the image has pixels.</param>
    public void Write(ReadOnlySpan<byte> image, int width, float[][] tables, Span<float> target)
    {
        var area = image.Length / tables.Length;
        for (var channel = 0; channel < tables.Length; channel++)
            WriteChannel(image.Slice(channel * area, area), width, tables[channel], target.Slice(channel * area, area));
    }

    private void WriteChannel(ReadOnlySpan<byte> channel, int width, float[] table, Span<float> target)
    {
        var height = channel.Length / width;
        for (var y = 0; y < height; y++)
        {
            var row = target.Slice(y * width, width);
            var source = y + Down;
            if (source < 0 || source >= height)
                row.Fill(table[0]);
            else
                WriteRow(channel.Slice(source * width, width), table, row);
            if (Mirrored)
                row.Reverse();
        }
    }

    private void WriteRow(ReadOnlySpan<byte> source, float[] table, Span<float> row)
    {
        var first = Math.Clamp(-Right, 0, row.Length);
        var end = Math.Clamp(row.Length - Right, 0, row.Length);
        row[..first].Fill(table[0]);
        row[end..].Fill(table[0]);
        for (var x = first; x < end; x++)
            row[x] = table[source[x + Right]];
    }
}
