using static HoDsl.Runtime.Data.Augmenting.Operations.OperationKind;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>Two operations that are done one after the other, each with its own probability.</summary>
internal sealed record SubPolicy(PolicyChoice First, PolicyChoice Second)
{
    /// <summary>The policy that was found on CIFAR-10: arXiv 1805.09501, table 7.</summary>
    public static IReadOnlyList<SubPolicy> Cifar10 { get; } =
    [
        new(new(Invert, 0.1), new(Contrast, 0.2, 6)),
        new(new(Rotate, 0.7, 2), new(TranslateX, 0.3, 9)),
        new(new(Sharpness, 0.8, 1), new(Sharpness, 0.9, 3)),
        new(new(ShearY, 0.5, 8), new(TranslateY, 0.7, 9)),
        new(new(AutoContrast, 0.5), new(Equalize, 0.9)),
        new(new(ShearY, 0.2, 7), new(Posterize, 0.3, 7)),
        new(new(Color, 0.4, 3), new(Brightness, 0.6, 7)),
        new(new(Sharpness, 0.3, 9), new(Brightness, 0.7, 9)),
        new(new(Equalize, 0.6), new(Equalize, 0.5)),
        new(new(Contrast, 0.6, 7), new(Sharpness, 0.6, 5)),
        new(new(Color, 0.7, 7), new(TranslateX, 0.5, 8)),
        new(new(Equalize, 0.3), new(AutoContrast, 0.4)),
        new(new(TranslateY, 0.4, 3), new(Sharpness, 0.2, 6)),
        new(new(Brightness, 0.9, 6), new(Color, 0.2, 8)),
        new(new(Solarize, 0.5, 2), new(Invert, 0.0)),
        new(new(Equalize, 0.2), new(AutoContrast, 0.6)),
        new(new(Equalize, 0.2), new(Equalize, 0.6)),
        new(new(Color, 0.9, 9), new(Equalize, 0.6)),
        new(new(AutoContrast, 0.8), new(Solarize, 0.2, 8)),
        new(new(Brightness, 0.1, 3), new(Color, 0.7, 0)),
        new(new(Solarize, 0.4, 5), new(AutoContrast, 0.9)),
        new(new(TranslateY, 0.9, 9), new(TranslateY, 0.7, 9)),
        new(new(AutoContrast, 0.9), new(Solarize, 0.8, 3)),
        new(new(Equalize, 0.8), new(Invert, 0.1)),
        new(new(TranslateY, 0.7, 9), new(AutoContrast, 0.9)),
    ];
}
