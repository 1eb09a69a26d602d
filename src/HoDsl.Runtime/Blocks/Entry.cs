namespace HoDsl.Runtime.Blocks;

/// <summary>The step that leads into a body from maps of another shape: y' = shortcut(y) + f(y). Histories begin behind it.</summary>
/// <param name="From">The shape of what enters.</param>
/// <param name="Shortcut">How the state itself comes to the body's shape.</param>
public sealed record Entry(MapShape From, Shortcut Shortcut);

/// <summary>How a state comes to another number of channels or another resolution.</summary>
public enum Shortcut
{
    /// <summary>Not at all: y' = f(y).</summary>
    None,

    /// <summary>By a 1x1 convolution with stride, without bias.</summary>
    Conv,

    /// <summary>By a 1x1 convolution with stride, and batch norm behind it.</summary>
    ConvBn,

    /// <summary>By batch norm, ReLU and a 1x1 convolution with stride.</summary>
    PreactConv,

    /// <summary>Without parameters: every stride-th pixel, and channels of zeros behind the given ones. He et al., arXiv 1512.03385, option A.</summary>
    Pad,

    /// <summary>Without parameters: averages over squares of stride x stride pixels, and channels of zeros behind the given ones.</summary>
    AveragePool,
}
