using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>One step of a scheme, y to y', with a subnet for the map f of each stage. Generated blocks derive from it.</summary>
/// <remarks>Maps are of shape (batch, channels, height, width) or whatever else the subnets keep.</remarks>
/// <typeparam name="TSubnet">The map f of a stage; it keeps the shape of its input.</typeparam>
/// <param name="name">The scheme's name.</param>
public abstract class Block<TSubnet>(string name) : ExplicitModule(name), IBlock
    where TSubnet : Module<Tensor, Tensor>;
