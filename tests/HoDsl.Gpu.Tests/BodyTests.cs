using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;
using HoDsl.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Gpu.Tests;

/// <summary>A backward pass that computes blocks once more draws on the GPU what was drawn there before.</summary>
public sealed class BodyTests : IDisposable
{
    private static readonly MapShape Shape = new(4, 5, 5);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [GpuFact(WithPackages.NoGenerators)]
    public void One_of_Runge_and_Kutta() => AssertLearnsTheSame(RK4.CreateBody);

    [GpuFact(WithPackages.NoGenerators)]
    public void One_of_several_steps() => AssertLearnsTheSame(LmResNet.CreateBody);

    private static void AssertLearnsTheSame(Func<Func<StageInfo, Sequential>, MapShape, int, BodyOptions?, Module<Tensor, Tensor>> create)
    {
        var gradients = new[] { false, true }.Select(recomputes =>
        {
            manual_seed(1);
            var body = create(_ => Sequential(Conv2d(4, 4, 3, padding: 1), Dropout(0.4)), Shape, 3, new BodyOptions { Recompute = recomputes }).InScope();
            body.to(ScalarType.Float64).to(CUDA);
            var input = randn([2, 4, 5, 5], ScalarType.Float64).to(CUDA).requires_grad_();
            manual_seed(2);
            body.call(input).square().sum().backward();
            return body.parameters().Prepend(input).Select(tensor => tensor.grad!).ToList();
        }).ToList();
        Assert.All(gradients[0].Zip(gradients[1]), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 1e-10, atol: 1e-10)));
    }
}
