using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>A scheme whose blocks take and give several states.</summary>
public interface IStateScheme : IBodyScheme
{
    /// <summary>The states.</summary>
    static abstract StateLayout Layout { get; }

    /// <summary>Makes one block: one step of the scheme.</summary>
    /// <param name="subnet">Makes the subnet of a stage; called once per stage, or once in all where the scheme shares its weights.</param>
    /// <param name="block">The shape of each state's maps, and the block's place; a block of index 0 is the first of its body.</param>
    static abstract StateBlock<TSubnet> Create<TSubnet>(Func<StageInfo, TSubnet> subnet, BlockInfo? block = null)
        where TSubnet : Module<Tensor, Tensor>;
}
