using static TorchSharp.torch;

namespace HoDsl.Runtime.Subnets;

/// <summary>Maps as pixels of channels, and channels as wholes.</summary>
internal static class Pixels
{
    /// <summary>(batch, channels, height, width) as (batch, height, width, channels); vectors (batch, features) as they are.</summary>
    public static Tensor ChannelsLast(Tensor maps) => maps.ndim == 4 ? maps.permute(0, 2, 3, 1) : maps;

    /// <summary>The inverse of <see cref="ChannelsLast"/>, laid out in memory as the maps from which the pixels come: combinations need not copy then.</summary>
    public static Tensor ChannelsFirst(Tensor pixels, Tensor maps)
    {
        if (pixels.ndim != 4)
            return pixels;
        var channelsFirst = pixels.permute(0, 3, 1, 2);
        return maps.is_contiguous() ? channelsFirst.contiguous() : channelsFirst;
    }

    /// <summary>The mean of each channel: (batch, channels).</summary>
    // The gradient of a mean is laid out in the order of its dimensions: averaging channels-last maps as
    // (batch, pixels, channels) spares the combinations before it a copy.
    public static Tensor Mean(Tensor maps) => maps.is_contiguous() ? maps.mean([2, 3]) : maps.flatten(2).transpose(1, 2).mean([1]);

    /// <summary>Each channel times its weight, of shape (batch, channels), and times a scale if there is one: a scalar, or of shape (channels, 1, 1).</summary>
    public static Tensor Weigh(Tensor maps, Tensor weights, Tensor? scale)
    {
        var ofChannels = weights.unsqueeze(-1).unsqueeze(-1);
        return maps.mul(scale is null ? ofChannels : ofChannels.mul(scale));
    }
}
