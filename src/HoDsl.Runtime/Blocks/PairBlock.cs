using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>One step of an embedded pair: the result of the weights and that of the embedded weights, from the same stages.</summary>
/// <typeparam name="TSubnet">The map f of a stage; it keeps the shape of its input.</typeparam>
/// <param name="name">The scheme's name.</param>
public abstract class PairBlock<TSubnet>(string name) : Module<Tensor, (Tensor y, Tensor embedded)>(name), IBlock
    where TSubnet : Module<Tensor, Tensor>
{
    /// <summary>Nothing: submodules and parameters are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
