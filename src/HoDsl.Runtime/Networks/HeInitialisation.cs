using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Networks;

/// <summary>Initial weights that keep the variance of ReLU maps through depth: N(0, 2 / fan-in) for every convolution.</summary>
/// <remarks>
/// Source: He et al., arXiv 1502.01852. Batch norm starts at scale 1 and shift 0, linear layers as PyTorch starts them, and modules with initial
/// weights of their own as they draw them.
/// </remarks>
public static class HeInitialisation
{
    /// <summary>Draws the weights of every convolution anew from the global generator.</summary>
    public static void Apply(Module network)
    {
        foreach (var convolution in network.modules().OfType<Conv2d>())
            init.kaiming_normal_(convolution.weight, mode: init.FanInOut.FanIn, nonlinearity: init.NonlinearityType.ReLU);
        foreach (var module in network.modules().OfType<IInitialised>())
            module.Initialise();
    }
}
