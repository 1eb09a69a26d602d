using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>A module whose submodules and parameters are registered explicitly, under their names in checkpoints: no reflection looks for them.</summary>
/// <param name="name">The module's name.</param>
public abstract class ExplicitModule(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>Nothing: all is registered explicitly.</summary>
    protected override void RegisterComponents()
    {
    }
}
