namespace HoDsl.Generator.Networks;

/// <summary>What the runtime's subnets are made of, as far as shapes and costs go.</summary>
internal static class SubnetCosts
{
    /// <summary>Batch norm, ReLU and a 3x3 convolution, twice.</summary>
    public static void Preactivated(Tally tally, SubnetPlace place, int groups, int squeeze) => Squeeze(
        tally.Norm().Function().Conv(3, place.Channels, place.Stride, groups: groups).Norm().Function().Conv(3, place.Channels, groups: groups), squeeze);

    /// <summary>A 3x3 convolution and batch norm, twice, with a ReLU between.</summary>
    public static void Basic(Tally tally, SubnetPlace place, int squeeze) => Squeeze(
        tally.Conv(3, place.Channels, place.Stride).Norm().Function().Conv(3, place.Channels).Norm(), squeeze);

    /// <summary>A 3x3 convolution of another width between two 1x1 convolutions.</summary>
    public static void Narrowed(Tally tally, SubnetPlace place, int width, int groups, bool preact, int squeeze)
    {
        if (preact)
            tally.Norm().Function().Conv(1, width).Norm().Function().Conv(3, width, place.Stride, groups: groups).Norm().Function().Conv(1, place.Channels);
        else
            tally.Conv(1, width).Norm().Function().Conv(3, width, place.Stride, groups: groups).Norm().Function().Conv(1, place.Channels).Norm();
        Squeeze(tally, squeeze);
    }

    /// <summary>A pre-activated subnet for each half of the channels, which go through shortcuts of their own.</summary>
    public static void Coupled(Tally tally, SubnetPlace place)
    {
        var (from, to) = (Half(place.From), Half(place.To));
        tally.Add(2 * Shortcuts.CostOf(Shortcuts.AveragePool, from, to, place.Stride)).Become(from);
        Preactivated(tally, new(from, to, place.Stride), groups: 1, squeeze: 0);
        Preactivated(tally, new(to, to, 1), groups: 1, squeeze: 0);
        tally.Become(place.To);
    }

    /// <summary>Two 3x3 convolutions with scalars around them.</summary>
    public static void Fixup(Tally tally, SubnetPlace place) => tally
        .Conv(3, place.Channels, place.Stride).Function().Conv(3, place.Channels).Add(new Cost(5, 0, 0, 0));

    /// <summary>A convolution and a gate, side by side.</summary>
    public static void Highway(Tally tally, SubnetPlace place) => tally
        .Conv(3, place.Channels, hasBias: true).Function().Conv(3, place.Channels, hasBias: true).Function();

    /// <summary>A convolution of each channel by itself, and linear layers for each pixel.</summary>
    public static void Depthwise(Tally tally, SubnetPlace place, int kernel, int expansion) => Mlp(
        tally.Conv(kernel, tally.Shape.Channels, place.Stride, groups: tally.Shape.Channels, hasBias: true), place, expansion, hasNorm: true);

    /// <summary>Layers that read all before them, concatenated.</summary>
    public static void Dense(Tally tally, SubnetPlace place, int layers, int growth, bool hasBottleneck)
    {
        RequireOneResolution(tally, place);
        var concatenated = Growing(tally, layers, growth, hasBottleneck);
        if (concatenated.Channels != place.Channels)
            tally.Norm().Function().Conv(1, place.Channels);
    }

    /// <summary>Stages that read all before them, concatenated, and are added.</summary>
    public static void RkStage(Tally tally, SubnetPlace place, int stages, bool hasBottleneck)
    {
        RequireOneResolution(tally, place);
        Growing(tally, stages, place.Channels, hasBottleneck);
        tally.Become(place.To);
    }

    /// <summary>Convolutions in a row, concatenated once.</summary>
    public static void Osa(Tally tally, SubnetPlace place, int layers, int width, bool isEffective)
    {
        RequireOneResolution(tally, place);
        for (var i = 0; i < layers; i++)
            Unit(tally, 3, width);
        tally.Become(place.From with { Channels = checked(place.From.Channels + layers * width) });
        Unit(tally, 1, place.Channels);
        if (isEffective)
            Weigh(tally, means => means.Linear(place.Channels));
    }

    /// <summary>A convolution and its transpose, which have one weight.</summary>
    public static void Tied(Tally tally, SubnetPlace place, int width, bool hasNorm)
    {
        tally.Conv(3, width);
        if (hasNorm)
            tally.Norm();
        tally.Function().Add(place.To, multiplyAdds: checked(9L * width * place.Channels * place.To.Pixels));
    }

    /// <summary>Two linear layers for each pixel.</summary>
    public static Tally Mlp(Tally tally, SubnetPlace place, int expansion, bool hasNorm)
    {
        tally.Require(tally.Shape.Pixels == place.To.Pixels, "it keeps the resolution; let a pooling layer before the body change it");
        if (hasNorm)
            tally.Norm();
        return Pixelwise(Pixelwise(tally, checked(expansion * place.Channels)).Function(), place.Channels);
    }

    /// <summary>Self-attention over the pixels.</summary>
    public static void Attention(Tally tally, SubnetPlace place, int heads)
    {
        tally.RequireMap().Require(place.Channels % heads == 0, $"its {heads} heads do not divide {place.Channels} channels evenly");
        var tokens = place.To.Pixels;
        Pixelwise(tally.Norm(), checked(3 * place.Channels));
        // Queries and keys give the weights, these and the values the sums.
        var (weights, taken) = (checked(heads * tokens * tokens), place.To.Size);
        var (work, peak) = checked((tokens * taken, 2 * taken + weights));
        tally.Add(new Cost(0, work, weights, peak)).Add(new Cost(0, work, taken, peak)).Become(place.To);
        Pixelwise(tally, place.Channels);
    }

    /// <summary>Convolutions that read the time as a channel, between group norms.</summary>
    public static void TimedConv(Tally tally, SubnetPlace place)
    {
        var timed = place.To with { Channels = place.Channels + 1 };
        tally.Norm().Function().Become(timed).Conv(3, place.Channels, hasBias: true).Norm().Function().Become(timed).Conv(3, place.Channels, hasBias: true).Norm();
    }

    /// <summary>A quotient that must be a whole number.</summary>
    public static int Quotient(int dividend, int divisor) => dividend >= divisor && dividend % divisor == 0 ? dividend / divisor
        : throw new ShapeException(FormattableString.Invariant($"it needs a multiple of {divisor}, not {dividend}"));

    private static Shape Half(Shape shape) => shape with { Channels = Quotient(shape.Channels, 2) };

    private static void RequireOneResolution(Tally tally, SubnetPlace place) =>
        tally.Require(place.Stride == 1, "it keeps the resolution; let a pooling layer before the body change it");

    // Each layer reads the concatenation of the input and all before it; the last concatenation is what is left.
    private static Shape Growing(Tally tally, int layers, int growth, bool hasBottleneck)
    {
        var concatenated = tally.Shape;
        for (var i = 0; i < layers; i++)
        {
            tally.Become(concatenated);
            if (hasBottleneck)
                tally.Norm().Function().Conv(1, checked(4 * growth));
            tally.Norm().Function().Conv(3, growth);
            concatenated = concatenated with { Channels = checked(concatenated.Channels + growth) };
        }
        tally.Become(concatenated);
        return concatenated;
    }

    private static void Unit(Tally tally, int window, int channels) => tally.Conv(window, channels).Norm().Function();

    private static Tally Pixelwise(Tally tally, int channels)
    {
        var (pixels, weights) = (tally.Shape.Pixels, (long)tally.Shape.Channels * channels);
        return tally.Add(tally.Shape with { Channels = channels }, weights + channels, checked(weights * pixels));
    }

    private static void Squeeze(Tally tally, int reduction)
    {
        var channels = tally.Shape.Channels;
        if (reduction > 0)
            Weigh(tally, means => means.Linear(Math.Max(1, channels / reduction)).Function().Linear(channels));
    }

    // What linear layers and a sigmoid make of the channels' means multiplies the map.
    private static void Weigh(Tally tally, Func<Tally, Tally> layers)
    {
        var map = tally.Shape;
        layers(tally.GlobalAverage()).Function().Become(map);
    }
}
