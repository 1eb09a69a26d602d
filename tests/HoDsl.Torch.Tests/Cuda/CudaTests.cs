using System.Runtime.InteropServices;
using HoDsl.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Cuda;

/// <summary>What runs on a GPU gives the processor's numbers.</summary>
public sealed class CudaTests : IDisposable
{
    private static readonly ITorchExtras Extras = TorchExtras.Current;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [CudaFact]
    public void Tensors_move_there_and_back()
    {
        var x = randn(3, 4);
        var there = x.to(CUDA);
        Assert.Equal(DeviceType.CUDA, there.device_type);
        Assert.Equal(x.data<float>(), there.cpu().data<float>());
        Assert.Throws<InvalidOperationException>(() => there.data<float>());
        Assert.Throws<ExternalException>(() => x + there);
    }

    [CudaFact]
    public void A_network_moves_there_and_learns_what_it_learns_here()
    {
        var (here, there) = (Trained(CPU, (step, _, _) => step()), Trained(CUDA, (step, _, _) => step()));
        Assert.True(here.allclose(there.cpu(), rtol: 1e-3, atol: 1e-4));
    }

    [CudaFact]
    public void Half_precision_with_scaled_gradients_learns_nearly_that()
    {
        var here = Trained(CPU, (step, _, _) => step());
        var there = Trained(CUDA, (_, loss, optimizer) =>
        {
            const double Scale = 1024;
            using (Extras.Autocast(CUDA, ScalarType.Float16))
                (loss().to(ScalarType.Float32) * Scale).backward();
            foreach (var parameter in optimizer.parameters())
                parameter.grad!.mul_(1 / Scale);
            optimizer.step();
        });
        Assert.True(here.allclose(there.cpu(), rtol: 0.05, atol: 0.02));
    }

    [CudaFact]
    public void Work_on_a_side_stream_comes_between_what_is_before_and_after_it()
    {
        var x = ones([512, 512], device: CUDA);
        for (var i = 0; i < 20; i++)
        {
            x.mul_(2);
            using (Extras.OnSideStream(CUDA))
                x.add_(1);
            x.mul_(0.5);
        }

        Assert.Equal(11f, x.mean().item<float>());
    }

    [CudaFact]
    public void A_graph_replays_work_on_the_same_tensors_and_on_other_inputs()
    {
        Assert.True(Extras.SupportsGraphs(CUDA), "HoDsl.Torch was built without the CUDA toolkit's headers: set CUDA_HOME.");
        var (x, sum) = (ones([8], device: CUDA), zeros([8], device: CUDA));
        using var graph = Extras.Capture(
            CUDA,
            inputs =>
            {
                using var scope = NewDisposeScope();
                sum.add_(x * 3);
                return [inputs[0].mul(sum).MoveToOuterDisposeScope()];
            },
            [ones([8], device: CUDA)],
            out var results);
        Assert.Equal(3f, results[0][0].item<float>());
        x.fill_(2);
        graph.Replay(ones([8], device: CUDA));
        Assert.Equal(150f, graph.Replay(full([8], 10f, device: CUDA))[0][0].item<float>());
        Assert.Equal(21f, graph.Replay(ones([1], device: CUDA))[0][0].item<float>());
    }

    [CudaFact]
    public void Memory_of_the_GPU_is_counted_now_and_at_peak()
    {
        var before = Extras.Memory(CUDA)!.Value.Bytes;
        Extras.ResetPeakMemory(CUDA);
        using (empty([1 << 20], device: CUDA))
            Assert.Equal(before + (4 << 20), Extras.Memory(CUDA)!.Value.Bytes);
        Assert.Equal(new MemoryFigures(before, before + (4 << 20)), Extras.Memory(CUDA));
    }

    private static Tensor Trained(Device device, Action<Action, Func<Tensor>, OptimizerHelper> take)
    {
        manual_seed(3);
        using var net = Sequential(Conv2d(3, 8, 3), BatchNorm2d(8), ReLU(), Flatten(), Linear(8 * 36, 5));
        var (images, labels) = (randn(16, 3, 8, 8).to(device), randint(5, [16]).to(device));
        net.to(device);
        using var optimizer = optim.SGD(net.parameters(), 0.01, momentum: 0.9);
        Tensor Loss() => functional.cross_entropy(net.call(images), labels);
        for (var i = 0; i < 5; i++)
        {
            optimizer.zero_grad();
            take(
                () =>
                {
                    Loss().backward();
                    optimizer.step();
                },
                Loss,
                optimizer);
        }

        return net.call(images).detach();
    }
}
