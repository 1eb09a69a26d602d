using HoDsl.Networks;
using HoDsl.Tests;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Support;

/// <summary>Networks for <see cref="RandomImages"/>, small enough to be trained many times; they belong to the scope of the test.</summary>
internal static class SmallNetworks
{
    public static HoResNet<PlainStep> Plain(long seed = 1, int layers = 6, int width = 8)
    {
        manual_seed(seed);
        return new HoResNet<PlainStep>(layers, width, RandomImages.Shape, classes: 3).InScope();
    }

    /// <summary>A network that draws from the global generator in every step.</summary>
    public static Module<Tensor, Tensor> Random(long seed = 1) => new Drawing(Plain(seed, layers: 4, width: 4));

    private sealed class Drawing : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _network;

        public Drawing(Module<Tensor, Tensor> network) : base(nameof(Drawing))
        {
            _network = network;
            register_module("network", network);
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return _network.call(functional.dropout(input, 0.2, training)).MoveToOuterDisposeScope();
        }

        protected override void RegisterComponents()
        {
        }
    }
}
