using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>One step of a scheme of several states, with a subnet for the map f of each stage. Generated blocks derive from it.</summary>
/// <typeparam name="TSubnet">The map f of a stage; it keeps the shape of its input.</typeparam>
/// <param name="name">The scheme's name.</param>
public abstract class StateBlock<TSubnet>(string name) : Module<State, State>(name), IBlock
    where TSubnet : Module<Tensor, Tensor>
{
    /// <summary>Nothing: submodules and parameters are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
