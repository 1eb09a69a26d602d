using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Networks;

/// <summary>The layers of networks: each makes a module for the shape that reaches it, and goes on with the shape that it gives.</summary>
/// <remarks>Features in a row are a shape of one pixel. Layers without parameters are functions, and change the shape alone while a network is made.</remarks>
public static class Layers
{
    /// <summary>A convolution with a square window, padded by half of it unless said otherwise.</summary>
    public static Conv2d Conv(ref MapShape shape, int window, int channels, int stride = 1, int? padding = null, int groups = 1, bool bias = false)
    {
        var made = Conv2d(shape.Channels, channels, window, stride, padding ?? window / 2, groups: groups, bias: bias);
        shape = Slid(shape, window, stride, padding ?? window / 2) with { Channels = channels };
        return made;
    }

    /// <summary>Batch norm, with a scale and a shift for each channel.</summary>
    public static BatchNorm2d BatchNorm(ref MapShape shape) => BatchNorm2d(shape.Channels);

    /// <summary>What convolutions, and batch norms with a ReLU behind each, make of a map, one after the other.</summary>
    public static Tensor Chain(Tensor x, params ReadOnlySpan<Link> links) => TorchExtras.Current.Chain(links, x);

    /// <summary>Layer norm over the channels of each pixel, with a scale and a shift for each channel.</summary>
    public static ChannelNorm LayerNorm(ref MapShape shape) => new(shape.Channels);

    /// <summary>Changes no shape.</summary>
    public static void Relu(ref MapShape shape)
    {
    }

    /// <summary>max(x, 0)</summary>
    public static Tensor Relu(Tensor x) => functional.relu(x);

    /// <summary>Changes no shape.</summary>
    public static void Gelu(ref MapShape shape)
    {
    }

    /// <summary>x times the probability that a normal number is less than x.</summary>
    public static Tensor Gelu(Tensor x) => x.gelu();

    /// <summary>The maximum of each window; the windows touch unless said otherwise.</summary>
    public static MaxPool2d MaxPool(ref MapShape shape, int window, int? stride = null, int padding = 0)
    {
        shape = Slid(shape, window, stride ?? window, padding);
        return MaxPool2d(window, stride ?? window, padding);
    }

    /// <summary>The mean of each window; the windows touch unless said otherwise.</summary>
    public static AvgPool2d AveragePool(ref MapShape shape, int window, int? stride = null, int padding = 0)
    {
        shape = Slid(shape, window, stride ?? window, padding);
        return AvgPool2d(window, stride ?? window, padding);
    }

    /// <summary>The mean of each channel: features in a row.</summary>
    public static void GlobalAverage(ref MapShape shape) => shape = new(shape.Channels, 1, 1);

    /// <summary>The mean of each channel of maps (batch, channels, height, width), of shape (batch, channels).</summary>
    public static Tensor GlobalAverage(Tensor x) => Pixels.Mean(x);

    /// <summary>All numbers in a row.</summary>
    public static void Flatten(ref MapShape shape) => shape = new(shape.Channels * shape.Height * shape.Width, 1, 1);

    /// <summary>Maps (batch, channels, height, width) as features (batch, channels x height x width).</summary>
    public static Tensor Flatten(Tensor x) => x.flatten(1);

    /// <summary>A linear map of features.</summary>
    public static Linear Linear(ref MapShape shape, int features, bool bias = true)
    {
        var made = nn.Linear(shape.Channels, features, bias);
        shape = new(features, 1, 1);
        return made;
    }

    /// <summary>Cuts the image into squares, each of which becomes a pixel by a linear map: the tokens of a transformer.</summary>
    /// <exception cref="UserException">The squares do not cover the image.</exception>
    public static Conv2d Patches(ref MapShape shape, int side, int channels)
    {
        if (shape.Height % side != 0 || shape.Width % side != 0)
            throw new UserException($"Patches of {side}x{side} do not cover images of {shape}: choose images whose height and width are multiples of {side}.");
        return Conv(ref shape, side, channels, side, padding: 0, bias: true);
    }

    /// <summary>A number for each place of the map, learnt and added.</summary>
    public static Positions Positions(ref MapShape shape) => new(shape);

    /// <summary>Sets numbers to 0 at random in training.</summary>
    public static Dropout Dropout(ref MapShape shape, double probability) => nn.Dropout(probability);

    private static MapShape Slid(MapShape shape, int window, int stride, int padding)
    {
        var (height, width) = (shape.Height + 2 * padding - window, shape.Width + 2 * padding - window);
        if (height < 0 || width < 0)
            throw new UserException($"A window of {window}x{window} is larger than the maps that reach it, which are {shape}: choose larger images.");
        return shape with { Height = height / stride + 1, Width = width / stride + 1 };
    }
}
