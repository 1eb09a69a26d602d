using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>A scheme whose blocks map one map to one.</summary>
public interface IScheme : IBodyScheme
{
    /// <summary>Makes one block: one step of the scheme.</summary>
    /// <param name="subnet">Makes the subnet of a stage; called once per stage, or once in all where the scheme shares its weights.</param>
    /// <param name="block">The block's shape and place; needed where subnets or steps ask for a shape.</param>
    static abstract Block<TSubnet> Create<TSubnet>(Func<StageInfo, TSubnet> subnet, BlockInfo? block = null)
        where TSubnet : Module<Tensor, Tensor>;
}
