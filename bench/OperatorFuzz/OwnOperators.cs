using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Bench.OperatorFuzz;

/// <summary>What is provided beyond TorchSharp's API, as methods whose arguments can be made, each with a backward pass behind it.</summary>
internal static class OwnOperators
{
    private static ITorchExtras Extras => TorchExtras.Current;

    public static void Combine(Term[][] rows, bool derivesTwice) => Derive(Extras.Combine(rows), derivesTwice);

    public static void Chain(Link[] links, Tensor input, Tensor? scale, bool derivesTwice) => Derive([Extras.Chain(links, input, scale)], derivesTwice);

    public static void Branch(Tensor map, bool isStage, bool derivesTwice) => Derive([Extras.Branch(map, isStage)], derivesTwice);

    public static void BatchNormRelu(BatchNorm2d norm, Tensor input, bool derivesTwice) => Derive([Extras.BatchNormRelu(norm, input)], derivesTwice);

    public static void ToChannelsLast(Tensor tensor) => Extras.ToChannelsLast(tensor);

    public static void Descend(Tensor[] parameters, Tensor[] gradients, Tensor[] directions, double rate, double momentum, double dampening, double decay, bool nesterov) =>
        Extras.CallOperator("hodsl::descend", parameters, gradients, directions, rate, momentum, dampening, decay, nesterov);

    public static void Convolution(Conv2d convolution, Tensor input) => Derive([convolution.call(input)], derivesTwice: false);

    public static void BatchNorm(BatchNorm2d norm, Tensor input) => Derive([norm.call(input)], derivesTwice: false);

    private static void Derive(Tensor[] results, bool derivesTwice)
    {
        foreach (var result in results.Where(result => result.requires_grad))
            result.square().sum().backward(retain_graph: true, create_graph: derivesTwice);
    }
}
