using System.Diagnostics;
using System.Runtime.InteropServices;
using HoDsl.Tests;
using HoDsl.Torch.Dispatch;
using HoDsl.Torch.Tests.PyTorch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Extras;

public class ExtrasTests
{
    private static ITorchExtras Extras => TorchExtras.Current;

    [Fact]
    public void Autocast_computes_a_convolution_in_bfloat16_as_PyTorch_does()
    {
        using var scope = NewDisposeScope();
        var expected = Reference.Of("autocast");
        var (x, w) = (Reference.Tensor(expected.GetProperty("x")), Reference.Tensor(expected.GetProperty("w")));
        using (Extras.Autocast(CPU, ScalarType.BFloat16))
            Reference.AssertEqual(expected.GetProperty("output"), functional.conv2d(x, w), 0);
        Assert.Equal(ScalarType.Float32, functional.conv2d(x, w).dtype);
    }

    [Fact]
    public void Autocast_sees_a_weight_that_changed_between_two_scopes()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (ones(1, 1, 1, 1), ones(1, 1, 1, 1).requires_grad_());
        using (Extras.Autocast(CPU, ScalarType.BFloat16))
            Assert.Equal(1f, functional.conv2d(x, w).to(ScalarType.Float32).item<float>());
        using (no_grad())
            w.fill_(2);
        using (Extras.Autocast(CPU, ScalarType.BFloat16))
            Assert.Equal(2f, functional.conv2d(x, w).to(ScalarType.Float32).item<float>());
    }

    /// <summary>What every other test is watched with.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void Live_tensors_are_counted_up_and_down()
    {
        var before = HeldMemory.Settled().Tensors;
        Tensor[] made = [ones(2), empty([2])];
        Tensor[] all = [.. made, made[0] + made[1], made[0].view(1, 2), made[0].alias()];
        Assert.Equal(before + all.Length, HeldMemory.Now.Tensors);
        foreach (var tensor in all)
            tensor.Dispose();
        Assert.Equal(before, HeldMemory.Now.Tensors);
    }

    [OwnBindingFact(WithPackages.NoBytes)]
    public void A_tensor_left_behind_fails_its_test()
    {
        var (watch, test) = (new NoLeaksAttribute(), typeof(ExtrasTests).GetMethod(nameof(A_tensor_left_behind_fails_its_test))!);
        watch.Before(test);
        using var left = ones(2);
        Assert.ThrowsAny<Exception>(() => watch.After(test));
        left.Dispose();
        watch.Before(test);
        watch.After(test);
    }

    [Fact]
    public void Channels_last_changes_the_order_in_memory_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Float32).view(1, 2, 3, 4);
        var last = Extras.ToChannelsLast(x);
        Assert.Equal([24, 1, 8, 2], last.stride());
        Assert.Equal(x.data<float>(), last.data<float>());
        Assert.Equal([1, 2], Extras.ToChannelsLast(x[0, 0, 0, ..2].unsqueeze(0)).shape);
    }

    [Fact]
    public void Maps_of_greyscale_images_are_channels_last_too()
    {
        using var scope = NewDisposeScope();
        using var convolution = Conv2d(1, 4, 3, padding: 1);
        Extras.ToChannelsLast(convolution);
        var maps = convolution.call(Extras.ToChannelsLast(randn(2, 1, 5, 5)));
        Assert.Equal([100, 1, 20, 4], maps.stride());
    }

    [Fact]
    public void A_module_in_channels_last_computes_what_it_did()
    {
        using var scope = NewDisposeScope();
        using var module = Sequential(Conv2d(3, 4, 3), BatchNorm2d(4));
        module.eval();
        var x = randn(2, 3, 5, 5);
        var before = module.call(x);
        var weight = module.state_dict()["0.weight"];
        Extras.ToChannelsLast(module);
        Assert.Equal([27, 1, 9, 3], weight.stride());
        Assert.True(before.allclose(module.call(Extras.ToChannelsLast(x)), rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void Memory_counts_the_bytes_of_tensors_now_and_at_peak()
    {
        var before = HeldMemory.Settled().Bytes;
        Extras.ResetPeakMemory(CPU);
        var (first, second) = (empty([1000]), empty([500], ScalarType.Float64));
        Assert.Equal(before + 8000, HeldMemory.Now.Bytes);
        first.Dispose();
        second.Dispose();
        Assert.Equal(new MemoryFigures(before, before + 8000), Extras.Memory(CPU));
        Extras.ResetPeakMemory(CPU);
        Assert.Equal(new MemoryFigures(before, before), Extras.Memory(CPU));
    }

    [Fact]
    public void Deterministic_mode_lasts_as_long_as_its_scope()
    {
        using var scope = NewDisposeScope();
        var put = new Operator("aten::put_");
        var (target, places, values) = (zeros(3), tensor(new long[] { 0, 0 }), ones(2));
        using (Extras.Deterministic())
            Assert.Contains("deterministic", Assert.Throws<ExternalException>(() => put.Do(target, places, values)).Message);
        put.Do(target, places, values);
        Assert.Equal([1f, 0f, 0f], target.data<float>());
    }

    [Fact]
    public void A_profile_counts_the_operators_of_the_work_and_of_its_backward_pass()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones(64, 64).requires_grad_(), ones(64, 64));
        x.exp();
        var clock = Stopwatch.StartNew();
        var profile = Extras.Profile(() =>
        {
            using var inner = NewDisposeScope();
            for (var i = 0; i < 3; i++)
                y.zero_();
            Extras.Combine([x, y])[0].view(-1).matmul(ones(64 * 64)).backward();
        })!.ToDictionary(time => time.Name);
        var whole = clock.Elapsed.TotalSeconds;
        x.exp();

        Assert.Equal((3, true), (profile["aten::zero_"].Calls, profile["aten::zero_"].Computes));
        Assert.Equal((1, true), (profile["hodsl::combine"].Calls, profile["hodsl::combine"].Computes));
        // Nodes of the backward graph call operators.
        Assert.False(Assert.Single(profile.Values, time => time.Name.StartsWith("hodsl::") && time.Name.EndsWith("::Combination")).Computes);
        Assert.Equal((1, false), (profile["ViewBackward0"].Calls, profile["ViewBackward0"].Computes));
        // What it calls computes; that it does so counts there.
        Assert.Equal((1, false), (profile["aten::matmul"].Calls, profile["aten::matmul"].Computes));
        Assert.Equal((1, true), (profile["aten::dot"].Calls, profile["aten::dot"].Computes));
        Assert.False(profile["aten::view"].Computes);
        Assert.False(profile.ContainsKey("aten::exp"));
        Assert.All(profile.Values, time => Assert.True(time.Seconds >= 0));
        Assert.InRange(profile.Values.Sum(time => time.Seconds), 0, whole);
    }

    [Fact]
    public void A_profile_ends_with_the_work_even_where_that_fails()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => Extras.Profile(() => ones(2, 3).matmul(ones(2, 3))));
        Assert.DoesNotContain(Extras.Profile(() => ones(2).neg())!, time => time.Name == "aten::matmul");
    }

    [Fact]
    public void A_side_stream_of_the_processor_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var x = ones(3);
        using (Extras.OnSideStream(CPU))
            x.add_(1);
        Assert.Equal([2f, 2f, 2f], x.data<float>());
    }
}
