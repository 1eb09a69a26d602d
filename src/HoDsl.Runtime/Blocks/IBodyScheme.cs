using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>A scheme as a type argument: a network with an open scheme makes its bodies through it.</summary>
public interface IBodyScheme : ISchemeFacts
{
    /// <summary>Makes a body: blocks of the scheme, one after the other, that map one map to one.</summary>
    /// <param name="subnet">Makes the subnet of a stage; called once per stage of each block, or once a block where the scheme shares its weights.</param>
    /// <param name="shape">The shape of the body's maps, the same throughout.</param>
    /// <param name="count">How many blocks.</param>
    /// <param name="options">How the blocks are made, trained and kept in memory; null for nothing special.</param>
    static abstract Module<Tensor, Tensor> CreateBody<TSubnet>(Func<StageInfo, TSubnet> subnet, MapShape shape, int count, BodyOptions? options = null)
        where TSubnet : Module<Tensor, Tensor>;
}
