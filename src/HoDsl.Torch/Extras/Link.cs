using TorchSharp.Modules;

namespace HoDsl.Torch;

/// <summary>A link of a chain: a convolution, or a batch norm with a ReLU behind it.</summary>
public readonly record struct Link
{
    private Link(Conv2d? convolution, BatchNorm2d? norm) => (Convolution, Norm) = (convolution, norm);

    /// <summary>The convolution, or null.</summary>
    public Conv2d? Convolution { get; }

    /// <summary>The batch norm, or null.</summary>
    public BatchNorm2d? Norm { get; }

    /// <summary>A convolution is a link.</summary>
    public static implicit operator Link(Conv2d convolution) => new(convolution, null);

    /// <summary>A batch norm, and the ReLU behind it, are a link.</summary>
    public static implicit operator Link(BatchNorm2d norm) => new(null, norm);
}
