using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>What the blocks of a network have learnt beside the weights of their subnets.</summary>
public static class LearntNumbers
{
    /// <summary>The learnt steps and coefficients by their paths, such as <c>body.1.step</c>; of a number per channel, the mean.</summary>
    public static IReadOnlyDictionary<string, double> Of(Module network)
    {
        var numbers = new Dictionary<string, double>();
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        foreach (var (path, module) in network.named_modules().Prepend(("", network)))
        {
            if (module is not IBlock) continue;
            foreach (var (name, parameter) in module.named_parameters(recurse: false))
                numbers.Add(path.Length == 0 ? name : $"{path}.{name}", parameter.mean().cpu().item<float>());
        }

        return numbers;
    }
}
