using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Subnets;

/// <summary>A transformer layer as one map f: f(y) = a(y) + m(y + a(y)) with attention a and linear layers m, so that y + f(y) is the usual layer.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Source: Dosovitskiy et al. 2021, ICLR, arXiv 2010.11929 (norm first).</remarks>
public sealed class Transformer : Subnet, ISubnet<Transformer>
{
    private readonly Attention _attention;
    private readonly Mlp _mlp;

    private Transformer(StageInfo stage, int heads, int expansion) : base(nameof(Transformer))
    {
        _attention = Part("attention", Attention.Create(stage, heads));
        _mlp = Part("mlp", Mlp.Create(stage, expansion));
    }

    /// <summary>One: the literature counts transformer layers as wholes.</summary>
    public static int Layers => 1;

    /// <inheritdoc/>
    public static Transformer Create(StageInfo stage) => Create(stage, heads: 4);

    /// <summary>Makes the subnet of one stage.</summary>
    /// <param name="stage">The stage, which keeps the shape of its maps.</param>
    /// <param name="heads">Into how many heads the channels divide.</param>
    /// <param name="expansion">How many times the channels there are between the linear layers.</param>
    /// <exception cref="UserException">The stage changes the shape, or the channels do not divide so.</exception>
    public static Transformer Create(StageInfo stage, int heads = 4, int expansion = 4) => new(stage, heads, expansion);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var attention = _attention.call(input);
        return attention.add(_mlp.call(input.add(attention))).MoveToOuterDisposeScope();
    }
}
