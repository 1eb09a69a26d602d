using System.Numerics;

namespace HoDsl.Cli.Pictures;

/// <summary>A rectangle of the complex plane, symmetric to the real axis.</summary>
internal sealed record Window(double Left, double Right, double Top)
{
    public double Width => Right - Left;

    public double Height => 2 * Top;

    /// <summary>The point at fractions of the width, from the left, and of the height, from below.</summary>
    public Complex At(double across, double up) => new(Left + across * Width, up * Height - Top);
}
