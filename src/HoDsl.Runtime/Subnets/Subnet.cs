using HoDsl.Runtime.Blocks;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>What the subnets of this library have in common: their parts are registered explicitly, under their names in checkpoints.</summary>
/// <param name="name">The subnet's name.</param>
public abstract class Subnet(string name) : ExplicitModule(name)
{
    /// <summary>Registers a part, and gives it back.</summary>
    private protected TModule Part<TModule>(string name, TModule module) where TModule : Module
    {
        register_module(name, module);
        return module;
    }
}
