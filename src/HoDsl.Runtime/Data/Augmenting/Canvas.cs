using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>The image that the steps of an augmentation change, and room to write its next form; used again for every image.</summary>
/// <param name="shape">The shape of the images.</param>
internal sealed class Canvas(MapShape shape)
{
    private byte[] _pixels = new byte[shape.Channels * shape.Height * shape.Width];
    private byte[] _next = new byte[shape.Channels * shape.Height * shape.Width];

    public int Channels { get; } = (int)shape.Channels;

    public int Height { get; } = (int)shape.Height;

    public int Width { get; } = (int)shape.Width;

    /// <summary>How many pixels a channel has.</summary>
    public int Area => Height * Width;

    /// <summary>The pixels, channels x height x width.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>As much room, holding anything.</summary>
    public Span<byte> Next => _next;

    /// <summary>The pixels of one channel.</summary>
    public Span<byte> Channel(int channel) => _pixels.AsSpan(channel * Area, Area);

    /// <summary>The room for one channel.</summary>
    public Span<byte> NextChannel(int channel) => _next.AsSpan(channel * Area, Area);

    /// <summary>Makes what was written to <see cref="Next"/> the image.</summary>
    public void Swap() => (_pixels, _next) = (_next, _pixels);
}
