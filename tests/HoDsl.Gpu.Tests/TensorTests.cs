using System.Runtime.InteropServices;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Gpu.Tests;

/// <summary>Tensors on a GPU, and what there is beside the processor's: streams, random numbers, graphs and memory of its own.</summary>
public sealed class TensorTests : IDisposable
{
    private static readonly ITorchExtras Extras = TorchExtras.Current;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [GpuFact]
    public void They_move_there_and_back()
    {
        var x = randn(3, 4);
        var there = x.to(CUDA);
        Assert.Equal(DeviceType.CUDA, there.device_type);
        Assert.Equal(x.data<float>(), there.cpu().data<float>());
        Assert.Equal(x.t().data<float>(), there.t().cpu().data<float>());
        Assert.Equal(x[1, 2].item<float>(), there[1, 2].item<float>());
    }

    [GpuFact(WithPackages.OtherMessages)]
    public void Their_numbers_are_not_read_where_they_lie()
    {
        var there = ones([2], device: CUDA);
        Assert.Throws<InvalidOperationException>(() => there.data<float>());
        Assert.Equal("[2], type = Float32, device = cuda:0", there.ToString());
    }

    [GpuFact(WithPackages.OtherMessages)]
    public void Beside_one_of_the_processor_they_are_refused_by_name()
    {
        var fault = Assert.Throws<ExternalException>(() => ones(3) + ones([3], device: CUDA));
        Assert.StartsWith("aten::add.Tensor(self=Float[3], other=Float[3] on cuda:0", fault.Message);
        Assert.Contains("Expected all tensors to be on the same device", fault.Message);
    }

    [GpuFact(WithPackages.OtherMessages)]
    public void What_a_GPU_computes_in_one_type_is_refused_in_two()
    {
        var (x, w) = (ones([2, 3], ScalarType.Float16, CUDA), ones([4, 3], device: CUDA));
        Assert.Throws<ExternalException>(() => functional.linear(x, w));
        Assert.Equal(ScalarType.Float32, (x + w[0]).dtype);
        Assert.Equal(ScalarType.Float16, (x * ones([], device: CUDA)).dtype);
        Assert.Equal(ScalarType.Float32, cat([x, w]).dtype);
        Assert.Throws<ExternalException>(() => x.index_select(0, tensor(new[] { 1L })));
        Assert.Equal(3f, x[TensorIndex.Tensor(tensor(new[] { 1L }))].to(ScalarType.Float32).sum().item<float>());
    }

    [GpuFact]
    public void A_GPU_that_is_not_there_is_refused()
    {
        Assert.True(cuda.is_available());
        Assert.Throws<ExternalException>(() => ones(1).to(new Device($"cuda:{cuda.device_count()}")));
    }

    [GpuFact(WithPackages.NoGenerators)]
    public void Random_numbers_follow_from_the_seed_and_go_on_from_a_state()
    {
        manual_seed(3);
        var first = Drawn();
        var state = Extras.RandomState(CUDA);
        var second = Drawn();
        Assert.NotEqual(first, second);
        Extras.SetRandomState(CUDA, state);
        Assert.Equal(second, Drawn());
        manual_seed(3);
        Assert.Equal(first, Drawn());

        static float[] Drawn() => [.. functional.dropout(rand([50], device: CUDA), 0.3).cpu().data<float>()];
    }

    [GpuFact]
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

    [GpuFact(WithPackages.NoBytes)]
    public void What_is_disposed_takes_no_memory_there()
    {
        var before = Gpu.Bytes;
        using (empty([1 << 20], device: CUDA))
            Assert.Equal(before + (4 << 20), Gpu.Bytes);
        Assert.Equal(before, Gpu.Bytes);
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
    public void Memory_of_the_GPU_is_counted_at_peak_too()
    {
        var before = Extras.Memory(CUDA)!.Value.Bytes;
        Extras.ResetPeakMemory(CUDA);
        empty([1 << 20], device: CUDA).Dispose();
        Assert.Equal(new MemoryFigures(before, before + (4 << 20)), Extras.Memory(CUDA));
    }
}
