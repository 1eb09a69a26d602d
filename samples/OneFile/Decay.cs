using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OneFile;

/// <summary>f(y) = -y.</summary>
internal sealed class Decay() : Module<Tensor, Tensor>(nameof(Decay))
{
    public override Tensor forward(Tensor input) => -input;
}

/// <summary>Makes the block of a scheme that is known by its name only.</summary>
internal sealed class DecayBlock : ISchemeUser<Module<Tensor, Tensor>>
{
    public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(_ => new Decay(), new MapShape(1, 1, 1), count: 1);
}
