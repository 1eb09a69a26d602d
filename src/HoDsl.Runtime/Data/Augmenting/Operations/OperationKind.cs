namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>The operations of AutoAugment's policies, by the names that it gives them.</summary>
internal enum OperationKind
{
    ShearX,
    ShearY,
    TranslateX,
    TranslateY,
    Rotate,
    Brightness,
    Color,
    Contrast,
    Sharpness,
    Posterize,
    Solarize,
    AutoContrast,
    Equalize,
    Invert,
}
