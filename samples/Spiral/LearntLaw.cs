using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Spiral;

/// <summary>What is to become the law: a network of two hidden layers that reads y and its cubes.</summary>
internal sealed class LearntLaw : Module<Tensor, Tensor>
{
    private readonly Linear _first = Linear(4, 48);
    private readonly Linear _second = Linear(48, 48);
    private readonly Linear _output = Linear(48, 2);

    public LearntLaw() : base(nameof(LearntLaw)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = _first.call(cat([input, input.pow(3)], -1)).tanh();
        return _output.call(_second.call(hidden).tanh()).MoveToOuterDisposeScope();
    }
}
