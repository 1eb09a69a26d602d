using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.OwnOperators;

/// <summary>The operator against libtorch's own batch norm and ReLU.</summary>
public sealed class BatchNormReluTests : IDisposable
{
    // One map of a few elements, channels that fill no vector, one and more, and maps of many blocks.
    private static readonly long[][] Shapes = [[2, 3, 5, 5], [1, 1, 1, 7], [3, 16, 7, 9], [2, 37, 4, 4], [1, 130, 3, 3], [5, 16, 33, 31], [2, 64, 24, 24]];

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, bool, string> Cases()
    {
        var cases = new TheoryData<string, bool, string>();
        foreach (var instructions in Instructions.OfThisProcessor)
        {
            foreach (var dtype in new[] { nameof(ScalarType.Float32), nameof(ScalarType.Float64), nameof(ScalarType.BFloat16) })
            {
                cases.Add(dtype, true, instructions);
                cases.Add(dtype, false, instructions);
            }
        }

        return cases;
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_norm_can_be_called_twice_in_a_graph_for_maps_of_two_layouts()
    {
        using var scope = NewDisposeScope();
        var norm = BatchNorm2d(2);
        var map = randn([2, 2, 5, 6]).requires_grad_();
        var first = TorchExtras.Current.BatchNormRelu(norm, map);
        TorchExtras.Current.BatchNormRelu(norm, TorchExtras.Current.ToChannelsLast(first * 1)).sum().backward();
        Assert.True(map.grad!.isfinite().all().item<bool>());
        norm.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_gradients_and_statistics_are_those_of_batch_norm_and_relu(string dtype, bool training, string instructions)
    {
        using var chosen = Instructions.Use(instructions);
        var type = Enum.Parse<ScalarType>(dtype);
        foreach (var shape in Shapes)
        {
            var x = Map(shape).to(type);
            // What PyTorch computes of the same numbers in double precision is the measure. How far its own bfloat16 results are
            // from that, give or take the luck of a rounding among few elements, is how far ours may be.
            var exact = Plain(Norm(shape[1], ScalarType.Float64, training), x.to(ScalarType.Float64));
            var plain = Plain(Norm(shape[1], type, training), x);
            var fused = Fused(Norm(shape[1], type, training), x);
            for (var i = 0; i < exact.Length; i++)
            {
                var tolerance = type == ScalarType.BFloat16 ? 1.02 * Distance(plain[i], exact[i]) + 1e-6 : type == ScalarType.Float32 ? 1e-6 : 1e-13;
                Assert.True(
                    Distance(fused[i], exact[i]) <= tolerance,
                    $"[{string.Join(", ", shape)}], {Names[i]}: {Distance(fused[i], exact[i])}, PyTorch's {Distance(plain[i], exact[i])}");
            }
        }
    }

    [Fact]
    public void A_mean_a_thousand_deviations_off_costs_no_digits_of_the_variance()
    {
        var x = (Map([4, 16, 32, 32]) + 1000).contiguous();
        var norm = Norm(16, ScalarType.Float32, training: true);
        var expected = x.to(ScalarType.Float64).var([0, 2, 3]) * 0.1 + norm.running_var! * 0.9;
        Fused(norm, x);
        Assert.True(Distance(norm.running_var!, expected) < 1e-6);
    }

    [Fact]
    public void Maps_in_other_layouts_and_types_take_the_plain_path()
    {
        var x = randn(2, 4, 3, 5);
        AssertSame(Plain(Norm(4, ScalarType.Float32, true), x, last: false), Fused(Norm(4, ScalarType.Float32, true), x, last: false));
        using var norm = BatchNorm2d(4, affine: false);
        Assert.Equal(norm.call(x).relu().data<float>(), Extras.BatchNormRelu(norm, x).data<float>());
        using var untracked = BatchNorm2d(4, track_running_stats: false);
        Assert.Equal(untracked.call(x).relu().data<float>(), Extras.BatchNormRelu(untracked, x).data<float>());
    }

    [Fact]
    public void A_batch_of_no_images_is_as_PyTorch_has_it()
    {
        var empty = Map([1, 4, 3, 3])[..0];
        using var norm = Norm(4, ScalarType.Float32, training: false);
        Assert.Equal(norm.call(empty).relu().shape, Extras.BatchNormRelu(norm, empty).shape);
    }

    /// <summary>PyTorch's layer refuses it too; its operator spoils the running variance for good.</summary>
    [Fact]
    public void A_single_value_in_a_channel_is_refused_and_changes_nothing()
    {
        using var norm = Norm(4, ScalarType.Float32, training: true);
        using var before = norm.running_var!.clone();
        var (one, link) = (Map([1, 4, 1, 1]), (Link)norm);
        foreach (var call in new Action[] { () => norm.call(one), () => Extras.BatchNormRelu(norm, one), () => Extras.Chain([link], one) })
            Assert.Contains("more than one value in each channel", Assert.Throws<ArgumentException>(call).Message);
        Assert.Equal(before.data<float>(), norm.running_var!.data<float>());
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());
        Assert.Equal([1, 4, 1, 1], Extras.Chain([link], Map([1, 4, 1, 2]))[.., .., .., ..1].shape);
    }

    [Fact]
    public void Hooks_on_it_are_called_by_neither_way()
    {
        using var norm = Norm(4, ScalarType.Float32, training: true);
        norm.register_forward_hook((_, _, _) => throw new TimeZoneNotFoundException());
        var x = Map([2, 4, 3, 3]);
        Assert.Equal(Extras.BatchNormRelu(norm, x).shape, new PlainExtras().BatchNormRelu(norm, x).shape);
    }

    [Fact]
    public void Not_a_number_stays_one()
    {
        var x = Map([1, 16, 2, 2]).fill_(float.NaN);
        Assert.All(Fused(Norm(16, ScalarType.Float32, true), x)[0].data<float>().ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Its_gradient_can_be_differentiated()
    {
        double[] SecondOrder(Func<BatchNorm2d, Tensor, Tensor> forward)
        {
            var norm = Norm(3, ScalarType.Float64, training: true);
            var x = Map([2, 3, 4, 4]).to(ScalarType.Float64).requires_grad_();
            var gradients = autograd.grad([forward(norm, x).pow(3).sum()], [x, norm.weight], retain_graph: true, create_graph: true);
            var second = autograd.grad([gradients[0].square().sum() + gradients[1].square().sum()], [x, norm.weight])
                .Select(tensor => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray());
            return [.. second.SelectMany(numbers => numbers)];
        }

        Func<BatchNorm2d, Tensor, Tensor> plain = (norm, x) => norm.call(x).relu(), ours = Extras.BatchNormRelu;
        AssertClose(SecondOrder(plain), SecondOrder(ours));
        // What it reads may come from its own weights.
        AssertClose(SecondOrder((norm, x) => plain(norm, plain(norm, x))), SecondOrder((norm, x) => ours(norm, ours(norm, x))));

        static void AssertClose(double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void Two_backward_passes_over_one_graph_give_twice_the_gradient()
    {
        var x = Map([2, 16, 4, 4]).requires_grad_();
        var loss = Extras.BatchNormRelu(Norm(16, ScalarType.Float32, true), x).square().sum();
        loss.backward(retain_graph: true);
        var once = x.grad!.clone();
        loss.backward();
        Assert.Equal((once * 2).data<float>(), x.grad!.data<float>());
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var x = Map([8, 16, 32, 32]);
        var threads = get_num_threads();
        set_num_threads(1);
        var one = Fused(Norm(16, ScalarType.Float32, true), x);
        set_num_threads(2);
        var two = Fused(Norm(16, ScalarType.Float32, true), x);
        set_num_threads(threads);
        AssertSame(one, two);
    }

    [Fact]
    public void Weights_of_another_number_of_channels_are_refused()
    {
        var fault = Assert.Throws<ExternalException>(() => Extras.BatchNormRelu(Norm(8, ScalarType.Float32, true), Map([2, 16, 3, 3])));
        Assert.Contains("8 channels in the weights and 16 in the map", fault.Message);
    }

    private static readonly string[] Names = ["output", "gradient of x", "gradient of the weight", "gradient of the bias", "running mean", "running variance"];

    private static ITorchExtras Extras => TorchExtras.Current;

    private static Tensor Map(long[] shape)
    {
        manual_seed(1);
        return Extras.ToChannelsLast(randn(shape) * 1.5 + 0.3);
    }

    private static BatchNorm2d Norm(long channels, ScalarType type, bool training)
    {
        manual_seed(2);
        var norm = BatchNorm2d(channels);
        using (no_grad())
        {
            norm.weight.copy_(randn(channels));
            norm.bias!.copy_(randn(channels));
            norm.running_mean!.copy_(randn(channels));
            norm.running_var!.copy_(rand(channels) + 0.5);
        }

        // It ends with the test's scope.
        foreach (var tensor in norm.state_dict().Values)
            CurrentDisposeScope!.Attach(tensor);
        norm.train(training);
        return type == ScalarType.Float64 ? (BatchNorm2d)norm.to(ScalarType.Float64) : norm;
    }

    private static Tensor[] Plain(BatchNorm2d norm, Tensor x, bool last = true) => Outcome((n, map) => n.call(map).relu(), norm, x, last);

    private static Tensor[] Fused(BatchNorm2d norm, Tensor x, bool last = true) => Outcome(Extras.BatchNormRelu, norm, x, last);

    private static Tensor[] Outcome(Func<BatchNorm2d, Tensor, Tensor> forward, BatchNorm2d norm, Tensor x, bool last)
    {
        var input = (last ? Extras.ToChannelsLast(x.detach()) : x.detach().clone()).requires_grad_();
        var output = forward(norm, input);
        manual_seed(3);
        output.backward([randn(output.shape).to(output.dtype)]);
        return [output.detach(), input.grad!, norm.weight.grad!, norm.bias!.grad!, norm.running_mean!, norm.running_var!];
    }

    private static void AssertSame(Tensor[] expected, Tensor[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));

    /// <summary>The norm of the difference, relative to that of what is expected.</summary>
    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual.to(ScalarType.Float64) - expected).norm() / (expected.norm() + 1e-30)).item<double>();
}
