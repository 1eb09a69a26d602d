using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Where a pixel of the new image comes from: x' = Xx x + Xy y + X, y' = Yx x + Yy y + Y, in pixels from the image's centre.</summary>
internal readonly record struct AffineMap(double Xx, double Xy, double X, double Yx, double Yy, double Y)
{
    /// <summary>Moves the image to the right and down.</summary>
    public static AffineMap Translation(int right, int down) => new(1, 0, -right, 0, 1, -down);

    /// <summary>Turns the image counter-clockwise around its centre.</summary>
    public static AffineMap Rotation(double degrees)
    {
        // The angle is that of the picture, whose y axis points down.
        var (sin, cos) = Math.SinCos(-degrees * (Math.PI / 180));
        return new(cos, sin, 0, -sin, cos, 0);
    }

    /// <summary>Slants the image to the side; its upper left corner stays.</summary>
    public static AffineMap ShearX(double slope, MapShape shape)
    {
        var exact = Tangent(slope);
        return new(1, exact, FromCorner(exact, along: shape.Height, moved: shape.Width), 0, 1, 0);
    }

    /// <summary>Slants the image up or down; its upper left corner stays.</summary>
    public static AffineMap ShearY(double slope, MapShape shape)
    {
        var exact = Tangent(slope);
        return new(1, 0, 0, exact, 1, FromCorner(exact, along: shape.Width, moved: shape.Height));
    }

    // Some pixels of a slanted image fall exactly between two: which one is taken hangs on the last digit. The way over the angle in
    // degrees and over the corner's place is torchvision's, and so are the digits.
    private static double Tangent(double slope) => Math.Tan(Math.Atan(slope) * (180 / Math.PI) * (Math.PI / 180));

    private static double FromCorner(double slope, long along, long moved) => 0.5 * moved + slope * (0.5 * along) - 0.5 * moved;
}
