using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Spiral;

/// <summary>The law behind the points: y' = A y^3 / |y|^2, element by element cubed. It turns in squares, near and far at the same pace.</summary>
internal sealed class TrueLaw() : Module<Tensor, Tensor>(nameof(TrueLaw))
{
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var cubes = input.pow(3) / input.square().sum(-1, keepdim: true);
        var (x, y) = (cubes.narrow(-1, 0, 1), cubes.narrow(-1, 1, 1));
        return cat([(-0.2 * x) + (3 * y), (-3 * x) - (0.2 * y)], -1).MoveToOuterDisposeScope();
    }
}
