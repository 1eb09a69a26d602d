using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>Computes the stages of a block in its place.</summary>
internal interface IStagePass
{
    /// <summary>What a stage gives.</summary>
    /// <param name="stage">The stage's number.</param>
    /// <param name="f">Its subnet.</param>
    /// <param name="input">What it reads.</param>
    Tensor Run(int stage, Module<Tensor, Tensor> f, Tensor input);
}
