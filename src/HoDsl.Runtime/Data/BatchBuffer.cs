using HoDsl.Runtime.Blocks;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Data;

/// <summary>A batch in managed memory, before it is a pair of tensors; used again and again.</summary>
/// <param name="images">How many images it holds.</param>
/// <param name="pixelsPerImage">How many floats one image has.</param>
internal sealed class BatchBuffer(int images, int pixelsPerImage)
{
    /// <summary>The normalised pixels, images x channels x height x width.</summary>
    public float[] Pixels { get; } = new float[images * pixelsPerImage];

    /// <summary>The class of each image.</summary>
    public long[] Labels { get; } = new long[images];

    /// <summary>A copy of the pixels as a tensor (images, channels, height, width).</summary>
    public Tensor ImagesTensor(MapShape shape) => torch.tensor(Pixels, [Labels.Length, shape.Channels, shape.Height, shape.Width]);

    /// <summary>A copy of the labels as a tensor (images).</summary>
    public Tensor LabelsTensor() => torch.tensor(Labels, [Labels.Length]);
}
