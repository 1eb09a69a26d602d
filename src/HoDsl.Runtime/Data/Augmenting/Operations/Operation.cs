using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>One operation at one magnitude, ready for images of one shape. It holds no state: several threads may use it at once.</summary>
/// <remarks>The magnitudes on the scale from 0 to 9 are torchvision's, which computes them in single precision.</remarks>
internal abstract class Operation
{
    /// <summary>How many magnitudes there are.</summary>
    public const int Magnitudes = 10;

    /// <summary>Changes the image on the canvas.</summary>
    public abstract void Apply(Canvas canvas);

    /// <summary>Makes an operation.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="magnitude">How strongly, from 0 to 9; passed over where the operation has no strength.</param>
    /// <param name="negative">Whether it goes the other way; passed over where there is none.</param>
    /// <param name="shape">The shape of the images, of 1 or 3 channels.</param>
    public static Operation Create(OperationKind kind, int magnitude, bool negative, MapShape shape)
    {
        var sign = negative ? -1 : 1;
        var enhancement = 1 + sign * (double)Linear(0, 0.9f, magnitude);
        return kind switch
        {
            OperationKind.ShearX => new Resampling(AffineMap.ShearX(sign * Linear(0, 0.3f, magnitude), shape), shape),
            OperationKind.ShearY => new Resampling(AffineMap.ShearY(sign * Linear(0, 0.3f, magnitude), shape), shape),
            OperationKind.TranslateX => new Resampling(AffineMap.Translation(sign * Shift(shape.Width, magnitude), 0), shape),
            OperationKind.TranslateY => new Resampling(AffineMap.Translation(0, sign * Shift(shape.Height, magnitude)), shape),
            OperationKind.Rotate => new Resampling(AffineMap.Rotation(sign * (double)Linear(0, 30, magnitude)), shape),
            OperationKind.Brightness => new ToneCurve(level => Blend.Level(level, 0, enhancement)),
            OperationKind.Color => new Color(enhancement),
            OperationKind.Contrast => new Contrast(enhancement),
            OperationKind.Sharpness => new Sharpness(enhancement),
            OperationKind.Posterize => ToneCurve.Posterize(bits: 8 - (int)Math.Round(magnitude / (9 / 4.0))),
            OperationKind.Solarize => ToneCurve.Solarize(Linear(255, 0, magnitude)),
            OperationKind.AutoContrast => new AutoContrast(),
            OperationKind.Equalize => new Equalize(),
            OperationKind.Invert => ToneCurve.Solarize(threshold: 0),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such operation."),
        };
    }

    // On the image side of the 331 pixels for which the policies were written first, the largest shift is 150.
    private static int Shift(long side, int magnitude) => (int)Linear(0, (float)(150.0 / 331.0 * side), magnitude);

    /// <summary>Ten numbers evenly spaced from one to another, reckoned from the nearer end as torch.linspace does.</summary>
    private static float Linear(float first, float last, int index)
    {
        var step = (last - first) / (Magnitudes - 1);
        return index < Magnitudes / 2
            ? MathF.FusedMultiplyAdd(step, index, first)
            : MathF.FusedMultiplyAdd(-step, Magnitudes - 1 - index, last);
    }
}
