using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data;

/// <summary>Images with their labels, in memory as they were stored: one byte per pixel and channel.</summary>
public sealed class ImageSet
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;
    private readonly Lazy<ChannelStatistics> _statistics;

    /// <summary>A set over the given pixels and labels, which it keeps without copying.</summary>
    /// <param name="pixels">The pixels, images x channels x height x width, 0 is black and 255 is full intensity.</param>
    /// <param name="labels">The class of each image, an index into <paramref name="classes"/>.</param>
    /// <param name="shape">The shape of one image.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <exception cref="ArgumentException">Pixels, labels, shape and classes do not fit together.</exception>
    public ImageSet(byte[] pixels, byte[] labels, MapShape shape, IReadOnlyList<string> classes)
    {
        var pixelsPerImage = checked((int)(shape.Channels * shape.Height * shape.Width));
        if (pixelsPerImage <= 0)
            throw new ArgumentException($"Images of {shape} have no pixels.", nameof(shape));
        if (pixels.LongLength != labels.LongLength * pixelsPerImage)
        {
            throw new ArgumentException(
                $"{labels.Length} images of {shape} have {labels.LongLength * pixelsPerImage} pixels, not {pixels.LongLength}.", nameof(pixels));
        }
        var wrong = Array.FindIndex(labels, label => label >= classes.Count);
        if (wrong >= 0)
            throw new ArgumentException($"Image {wrong} has label {labels[wrong]}, but there are {classes.Count} classes.", nameof(labels));

        (_pixels, _labels, Shape, Classes, PixelsPerImage) = (pixels, labels, shape, classes, pixelsPerImage);
        _statistics = new(() => ChannelStatistics.Of(this));
    }

    /// <summary>How many images there are.</summary>
    public int Count => _labels.Length;

    /// <summary>The shape of one image: channels, height, width.</summary>
    public MapShape Shape { get; }

    /// <summary>The names of the classes; a label is an index into them.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many bytes one image has: channels x height x width.</summary>
    public int PixelsPerImage { get; }

    /// <summary>Mean and deviation of each channel over all images, computed when first asked for.</summary>
    public ChannelStatistics Statistics => _statistics.Value;

    /// <summary>The class of each image.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>The pixels of one image, channels x height x width.</summary>
    public ReadOnlySpan<byte> Pixels(int image) => _pixels.AsSpan(image * PixelsPerImage, PixelsPerImage);

    /// <summary>Some images of this set, in the order given, as a set of their own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The set has no image of such a number.</exception>
    public ImageSet Select(IReadOnlyList<int> chosen)
    {
        var (pixels, labels) = (new byte[(long)chosen.Count * PixelsPerImage], new byte[chosen.Count]);
        for (var place = 0; place < chosen.Count; place++)
        {
            Pixels(chosen[place]).CopyTo(pixels.AsSpan(place * PixelsPerImage));
            labels[place] = _labels[chosen[place]];
        }
        return new(pixels, labels, Shape, Classes);
    }

    /// <summary>The first images of this set, as a set of their own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The set does not have as many images.</exception>
    public ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new(_pixels[..(count * PixelsPerImage)], _labels[..count], Shape, Classes);
    }
}
