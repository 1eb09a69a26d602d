using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Networks;

/// <summary>HO-ResNet: a stem of one 3x3 convolution, a body of blocks of one scheme at one width, a head of global average and linear layer.</summary>
/// <remarks>
/// Takes images of shape (batch, channels, height, width) and gives logits of shape (batch, classes).
/// Its depth counts the stem, the head and the layers of every subnet. Source: arXiv 2103.15244.
/// </remarks>
/// <typeparam name="TScheme">The scheme of every block.</typeparam>
public sealed class HoResNet<TScheme> : Module<Tensor, Tensor>
    where TScheme : struct, IBodyScheme
{
    private readonly Conv2d _stem;
    private readonly Module<Tensor, Tensor> _body;
    private readonly Linear _head;

    /// <summary>Makes the network with He's initial weights, drawn from the global generator.</summary>
    /// <param name="layers">The depth, stem and head included: 2 more than a multiple of <see cref="LayersPerBlock"/>.</param>
    /// <param name="width">The number of channels in the body.</param>
    /// <param name="image">The shape of one image.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="UserException">No network of that scheme has that depth.</exception>
    public HoResNet(int layers, long width, MapShape image, int classes) : base($"HoResNet-{layers} of {TScheme.Name}")
    {
        var blocks = NetworkDepth.Blocks(TScheme.Name, layers, LayersPerBlock);
        _stem = Conv2d(image.Channels, width, kernel_size: 3, padding: 1, bias: false);
        _body = TScheme.CreateBody(Vgg.Create, image with { Channels = width }, blocks);
        _head = Linear(width, classes);
        register_module("stem", _stem);
        register_module("body", _body);
        register_module("head", _head);
        HeInitialisation.Apply(this);
    }

    /// <summary>How many layers a block adds to the depth.</summary>
    public static int LayersPerBlock => TScheme.StagesUsed * Vgg.Layers;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = _body.call(_stem.call(input));
        return _head.call(GlobalAverage(maps)).MoveToOuterDisposeScope();
    }

    // The gradient of a mean is laid out in the order of its dimensions: averaging channels-last maps as
    // (batch, pixels, channels) spares every combination of the last block a copy.
    private static Tensor GlobalAverage(Tensor maps) =>
        maps.is_contiguous() ? maps.mean([2, 3]) : maps.flatten(2).transpose(1, 2).mean([1]);

    /// <summary>Nothing: submodules and parameters are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}

/// <summary>Makes <see cref="HoResNet{TScheme}"/> of a scheme that is known by its handle only.</summary>
public static class HoResNet
{
    /// <inheritdoc cref="HoResNet{TScheme}(int, long, MapShape, int)"/>
    public static Module<Tensor, Tensor> Create(SchemeHandle scheme, int layers, long width, MapShape image, int classes) =>
        scheme.Open(new Maker(layers, width, image, classes));

    /// <summary>Says why there is no such network of that depth, or null where there is.</summary>
    public static string? DepthFault(SchemeHandle scheme, int layers) =>
        NetworkDepth.Fault(scheme.Name, layers, scheme.StagesUsed * Vgg.Layers);

    private sealed record Maker(int Layers, long Width, MapShape Image, int Classes) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme =>
            new HoResNet<TScheme>(Layers, Width, Image, Classes);
    }
}
