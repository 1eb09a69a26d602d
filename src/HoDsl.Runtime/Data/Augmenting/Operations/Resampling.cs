using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Moves the pixels of every channel by an affine map: each new pixel is the nearest old one, or black where that lies outside.</summary>
/// <remarks>Which pixel comes from where depends on the shape alone and is worked out once.</remarks>
internal sealed class Resampling : Operation
{
    private const int Outside = -1;

    private readonly int[] _sources;

    public Resampling(AffineMap map, MapShape shape)
    {
        var (height, width) = ((int)shape.Height, (int)shape.Width);
        // In single precision and in this order, as torchvision's tensor kernels: pixels that fall between two are rounded the same way.
        var across = new Axis((float)map.Xx, (float)map.Xy, (float)map.X, width);
        var down = new Axis((float)map.Yx, (float)map.Yy, (float)map.Y, height);
        _sources = new int[height * width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = (x - 0.5f * width + 0.5f, y - 0.5f * height + 0.5f);
                var (column, row) = (across.Nearest(fromX, fromY), down.Nearest(fromX, fromY));
                _sources[y * width + x] = column == Outside || row == Outside ? Outside : row * width + column;
            }
        }
    }

    public override void Apply(Canvas canvas)
    {
        for (var channel = 0; channel < canvas.Channels; channel++)
            Move(canvas.Channel(channel), canvas.NextChannel(channel), _sources);
        canvas.Swap();
    }

    private static void Move(ReadOnlySpan<byte> source, Span<byte> target, ReadOnlySpan<int> sources)
    {
        for (var i = 0; i < sources.Length && i < target.Length; i++)
            target[i] = (uint)sources[i] < (uint)source.Length ? source[sources[i]] : (byte)0;
    }

    /// <summary>One coordinate of the map, which reckons in units of half the image's side.</summary>
    private readonly struct Axis(float x, float y, float shift, int length)
    {
        private readonly float _half = 0.5f * length;

        public int Nearest(float fromX, float fromY)
        {
            var place = fromX * (x / _half) + fromY * (y / _half) + shift / _half;
            var nearest = MathF.Round((place + 1) * _half - 0.5f);
            return nearest >= 0 && nearest < length ? (int)nearest : Outside;
        }
    }
}
