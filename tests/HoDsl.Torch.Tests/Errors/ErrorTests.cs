using System.Runtime.InteropServices;
using HoDsl.Tests;
using HoDsl.Torch.Dispatch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Errors;

/// <summary>What goes wrong in native code arrives as an exception that says which operator refused what.</summary>
public class ErrorTests
{
    /// <summary>Here stands "meta", a device without memory, for any other.</summary>
    [Fact]
    public void Tensors_of_two_devices_are_told_apart()
    {
        using var scope = NewDisposeScope();
        var (here, elsewhere) = (ones(2, 3), ones(2, 3, device: new Device(TorchSharp.DeviceType.META)));
        Assert.Equal(TorchSharp.DeviceType.META, elsewhere.device_type);
        string MessageOf(Action act) => Assert.Throws<ExternalException>(act).Message;
        const string Reason = "Expected all tensors to be on the same device, but found at least two devices, meta and cpu!";
        Assert.Equal($"aten::add.Tensor(self=Float[2, 3], other=Float[2, 3] on meta, alpha=1): {Reason}", MessageOf(() => here.add(elsewhere)));
        Assert.Equal($"aten::mul_.Tensor(self=Float[2, 3], other=Float[2, 3] on meta): {Reason}", MessageOf(() => here.mul_(elsewhere)));
    }

    [Fact]
    public void Wrong_shapes_name_the_operator_and_the_shapes()
    {
        using var scope = NewDisposeScope();
        var exception = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(4, 5)));
        Assert.Equal("aten::matmul(self=Float[2, 3], other=Float[4, 5]): mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", exception.Message);
    }

    [Fact]
    public void Wrong_types_name_the_operator_and_the_types()
    {
        using var scope = NewDisposeScope();
        var exception = Assert.Throws<ExternalException>(() => functional.linear(ones(2, 3), ones([4, 3], ScalarType.Float64)));
        Assert.StartsWith("aten::linear(input=Float[2, 3], weight=Double[4, 3], bias=None): ", exception.Message);
    }

    /// <summary>PyTorch refuses it too: only the lower precisions of autocast are brought to that of the weights.</summary>
    [Fact]
    public void A_norm_does_not_narrow_its_input()
    {
        using var scope = NewDisposeScope();
        var (wide, weight) = (ones([2, 4, 3, 3], ScalarType.Float64), ones(4));
        Assert.Contains("Double", Assert.Throws<ExternalException>(() => functional.group_norm(wide, 2, weight, weight)).Message);
        Assert.Contains("Double", Assert.Throws<ExternalException>(() => functional.layer_norm(wide.sum([2, 3]), [4], weight, weight)).Message);
        var lower = wide.to(ScalarType.BFloat16);
        Assert.Equal(ScalarType.Float32, functional.group_norm(lower, 2, weight, weight).dtype);
        var half = weight.to(ScalarType.Float16);
        Assert.StartsWith("aten::group_norm(input=BFloat16[", Assert.Throws<ExternalException>(() => functional.group_norm(lower, 2, half, half)).Message);
    }

    /// <summary>A map that is brought to another precision, or is in it already, is let go with the call.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void A_norm_leaves_its_result_alone_behind()
    {
        using var scope = NewDisposeScope();
        var (map, weight) = (ones([2, 4, 3, 3], ScalarType.BFloat16), ones(4));
        var same = weight.to(ScalarType.BFloat16);
        foreach (var each in new[] { weight, same })
        {
            var before = Tensor.TotalCount;
            functional.group_norm(map, 2, each, each);
            Assert.Equal(before + 1, Tensor.TotalCount);
            functional.layer_norm(map.view(2, 9, 4), [4], each, each);
            Assert.Equal(before + 3, Tensor.TotalCount);
        }
    }

    [Fact]
    public void Lists_of_tensors_are_named_with_their_shapes()
    {
        using var scope = NewDisposeScope();
        var exception = Assert.Throws<ExternalException>(() => cat([ones(2, 3), ones(4, 5)], 0));
        Assert.StartsWith("aten::cat(tensors=[Float[2, 3], Float[4, 5]], dim=0): ", exception.Message);
    }

    [Fact]
    public void Arguments_that_have_no_name_are_left_out()
    {
        var exception = Assert.Throws<ExternalException>(() => zeros(1, device: new Device((TorchSharp.DeviceType)99)));
        Assert.StartsWith("aten::", exception.Message);
    }

    [OwnBindingFact(WithPackages.OtherMessages)]
    public void Lists_of_unequal_lengths_are_refused()
    {
        using var scope = NewDisposeScope();
        Tensor[] parameters = [ones(2), ones(3)];
        foreach (var (gradients, directions) in new (Tensor[], Tensor[])[] { ([], []), (parameters, [ones(2)]) })
        {
            var exception = Assert.Throws<ExternalException>(() => TorchExtras.Current.CallOperator("hodsl::descend", parameters, gradients, directions, 0.1, 0.9, 0.0, 0.0, false));
            Assert.Contains($"there are 2 parameters, {gradients.Length} gradients and {directions.Length} directions", exception.Message);
        }
    }

    /// <summary>This window and stride, handed on, have libtorch 1.13 divide the least number by -1, which ends the process.</summary>
    [OwnBindingFact(WithPackages.OtherMessages)]
    public void Windows_that_go_backwards_are_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 2, 1, 3);
        const string reason = "the stride must be 1 or more, not [-1, 1], for an input of [2, 2, 1, 3]";
        Assert.Contains($"avg_pool2d: {reason}", Assert.Throws<ArgumentException>(() => functional.avg_pool2d(x, [long.MaxValue, 1], stride: [-1, 1], ceil_mode: true)).Message);
        Assert.Contains($"max_pool2d: {reason}", Assert.Throws<ArgumentException>(() => functional.max_pool2d(x, [long.MaxValue, 1], strides: [-1, 1], ceil_mode: true)).Message);
        const string window = "larger than any input, such as this one of";
        Assert.Contains(window, Assert.Throws<ArgumentException>(() => functional.avg_pool2d(x, [1, long.MaxValue], stride: [3, 3], ceil_mode: true)).Message);
        Assert.Contains(window, Assert.Throws<ArgumentException>(() => functional.max_pool2d(x, [1, long.MaxValue], strides: [3, 3], ceil_mode: true)).Message);
    }

    /// <summary>With this one libtorch 2.6 reads beside the input, which ends the process.</summary>
    [OwnBindingFact(WithPackages.OtherMessages)]
    public void Padding_without_end_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, 3, 4, 2);
        var refusal = Assert.Throws<ArgumentException>(() => functional.pad(x, [long.MaxValue, long.MaxValue, 4, 2], PaddingModes.Replicate));
        Assert.Contains("pad: [9223372036854775807, 9223372036854775807, 4, 2] is more than there can be around any input, such as this one of [3, 3, 4, 2]", refusal.Message);
        Assert.Throws<ArgumentException>(() => functional.pad(x, [long.MinValue, 0]));
        Assert.Throws<ExternalException>(() => functional.conv2d(x, ones(2, 3, 1, 1), strides: [2, 2], padding: [1, -1]));
    }

    [OwnBindingFact(WithPackages.OtherMessages)]
    public void A_range_without_end_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("arange: from 0 to -9223372036854775808 in steps of -1 there are more", Assert.Throws<ArgumentException>(() => arange(0, long.MinValue, -1)).Message);
        Assert.Contains("there are more", Assert.Throws<ArgumentException>(() => arange(0, double.PositiveInfinity, 1)).Message);
        Assert.Throws<ExternalException>(() => arange(0, 1, (TorchSharp.Scalar)0));
        Assert.Equal([4L, 2L], arange(4, 0, -2).data<long>());
    }

    [OwnBindingFact(WithPackages.OtherMessages)]
    public void Of_a_tensor_without_dimensions_one_element_is_selected()
    {
        using var scope = NewDisposeScope();
        var x = full([], 1.5f);
        Assert.Equal(1.5f, x.index_select(0, zeros(1, ScalarType.Int64)).item<float>());
        Assert.Contains("one element to select, not 4", Assert.Throws<ArgumentException>(() => x.index_select(0, zeros(4, ScalarType.Int32))).Message);
    }

    [OwnBindingFact(WithPackages.OtherMessages)]
    public void More_than_two_dimensions_are_not_transposed()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => ones(2, 3, 4).t());
        Assert.Equal([3, 2], ones(2, 3).t().shape);
    }

    [Fact]
    public void A_mask_behind_an_ellipsis_stands_for_its_dimensions()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Float32).view(2, 3, 4);
        // As PyTorch: every image's elements where the mask, of as many dimensions as there are behind, is set.
        var mask = arange(12).view(3, 4).eq(5);
        Assert.Equal([5f, 17f], x[TensorIndex.Ellipsis, TensorIndex.Tensor(mask)].flatten().data<float>());
    }

    [Fact]
    public void Behind_a_mask_of_several_dimensions_an_index_is_that_of_the_next_one()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Float32).view(2, 3, 4);
        TensorIndex mask = TensorIndex.Tensor(tensor(new long[] { 0, 1, 0, 0, 0, 1 }, [2, 3]).eq(1)), last = TensorIndex.Tensor(tensor(new long[] { 3, 0 }));
        // As PyTorch: the first place that is set with the first index, the second with the second.
        Assert.Equal([7f, 20f], x[mask, last].data<float>());
        x[mask, last] = tensor(-1f);
        Assert.Equal(276 - 27 - 2, x.sum().item<float>());
    }

    [Fact]
    public void An_error_leaves_the_operator_usable()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<ExternalException>(() => ones(2).view(3));
            Assert.Equal([1, 2], ones(2).view(1, 2).shape);
        }
    }

    [Fact]
    public void A_disposed_tensor_as_an_argument_names_the_operator_and_the_place()
    {
        using var scope = NewDisposeScope();
        var gone = ones(2);
        gone.Dispose();
        var exception = Assert.Throws<ObjectDisposedException>(() => ones(2).add(gone));
        Assert.StartsWith("aten::add.Tensor: argument 2 is a tensor that was disposed.", exception.Message);
        Assert.Throws<ObjectDisposedException>(() => cat([ones(2), gone]));
        Assert.Throws<ObjectDisposedException>(() => gone.shape);
        Assert.Throws<ObjectDisposedException>(() => gone.item<float>());
        Assert.True(gone.IsInvalid);
    }

    [Fact]
    public void A_disposed_tensor_among_several_is_named_by_what_it_is_for()
    {
        using var scope = NewDisposeScope();
        var (x, gone, step) = (ones(2, 4, 3, 3).requires_grad_(), ones(2, 4, 3, 3), ones(1).requires_grad_());
        gone.Dispose();
        using var convolution = Conv2d(4, 4, 3);
        var extras = TorchExtras.Current;
        Assert.StartsWith("hodsl::combine: map 2 is a tensor that was disposed.", MessageOf(() => extras.Combine([x, new(2, gone)])));
        Assert.StartsWith("hodsl::chain: argument 1 is a tensor that was disposed.", MessageOf(() => extras.Chain([convolution], gone)));
        Assert.StartsWith("backward: gradient 1 is a tensor that was disposed.", MessageOf(() => (x * 1).backward([gone])));
        Assert.StartsWith("backward: input 1 is a tensor that was disposed.", MessageOf(() => (x * 1).sum().backward(inputs: [gone])));
        Assert.StartsWith("grad: output 2 is a tensor that was disposed.", MessageOf(() => autograd.grad([x * 1, gone], [x])));
        Assert.StartsWith("alias: argument 1 is a tensor that was disposed.", MessageOf(() => gone.alias()));
        step.Dispose();
        Assert.StartsWith("hodsl::combine: factor 1 is a tensor that was disposed.", MessageOf(() => extras.Combine([x, new(new LearntFactor(step), x)])));
        convolution.weight.Dispose();
        Assert.StartsWith("hodsl::chain: argument 2 is a tensor that was disposed.", MessageOf(() => extras.Chain([convolution], x)));

        static string MessageOf(Action act) => Assert.Throws<ObjectDisposedException>(act).Message;
    }

    [Fact]
    public void Elements_are_not_read_once_the_tensor_is_disposed()
    {
        using var tensor = ones(2);
        var elements = tensor.data<float>();
        Assert.Equal(1f, elements[1]);
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => elements[1]);
        Assert.Throws<ObjectDisposedException>(() => elements[1] = 2);
        Assert.Throws<ObjectDisposedException>(() => elements.ToArray());
        Assert.Throws<ObjectDisposedException>(() => elements.CopyFrom([3f]));
        Assert.Throws<ObjectDisposedException>(() => elements.ToList());
    }

    [Fact]
    public void A_tensor_that_one_thread_disposes_while_others_use_it_is_refused_or_computes()
    {
        for (var round = 0; round < 300; round++)
        {
            var shared = full(64, 3, ScalarType.Float32);
            Parallel.For(0, 4, i =>
            {
                if (i == 0)
                    shared.Dispose();
                else
                    UseUntilDisposed(shared);
            });
        }
    }

    private static void UseUntilDisposed(Tensor shared)
    {
        using var scope = NewDisposeScope();
        try
        {
            for (var i = 0; i < 1000; i++)
            {
                Assert.Equal(6f, (shared + shared)[0].item<float>());
                Assert.Equal([64L], shared.shape);
                Assert.Equal(128, cat([shared, shared]).numel());
                Assert.Equal(3f, shared.data<float>()[63]);
            }
        }
        catch (ObjectDisposedException)
        {
            // The other thread was first.
        }
    }

    [Fact]
    public void Disposing_twice_is_disposing_once()
    {
        var before = HeldMemory.Settled();
        var tensor = ones(2);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Equal(before, HeldMemory.Now);
    }

    [Fact]
    public void A_backward_pass_without_a_graph_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("does not require grad", Assert.Throws<ExternalException>(() => ones(1).backward()).Message);
        var x = ones(2).requires_grad_();
        Assert.Contains("scalar outputs", Assert.Throws<ExternalException>(() => (x * 2).backward()).Message);
    }

    [Fact]
    public void Elements_are_read_in_their_own_type_only()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => ones(1).item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ExternalException>(() => ones(0).ToScalar());
        Assert.Throws<ArgumentException>(() => ones(2).data<int>());
        Assert.Throws<IndexOutOfRangeException>(() => ones(2).data<float>()[2]);
        Assert.Throws<IndexOutOfRangeException>(() => ones(2, 2).data<float>()[0, 2]);
    }

    [Fact]
    public void An_array_that_does_not_fill_a_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => tensor(new float[5], [2, 3]));

    [Fact]
    public void A_shape_of_more_bytes_than_can_be_counted_is_refused() =>
        Assert.Throws<ExternalException>(() => empty([64, long.MaxValue], ScalarType.QUInt8));

    [Fact]
    public void A_device_that_does_not_exist_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new Device("gpu"));
        Assert.Throws<ArgumentException>(() => new Device("cuda:x"));
        Assert.Throws<ArgumentException>(() => new Device("0"));
        Assert.Throws<ArgumentException>(() => new Device("mkldnn"));
        foreach (var index in new[] { -2, 128, 256 })
        {
            Assert.Contains($"no device of the index {index}", Assert.Throws<ArgumentException>(() => new Device(DeviceType.CUDA, index)).Message);
            Assert.Equal(0, NativeMethods.hodsl_default_generator((int)DeviceType.CPU, index));
            Assert.Equal($"there is no device of the index {index}", NativeMethods.LastError().Message);
            Assert.NotEqual(0, NativeMethods.hodsl_cuda_synchronize(index));
            Assert.Equal($"there is no device of the index {index}", NativeMethods.LastError().Message);
        }

        Assert.Throws<ArgumentException>(() => new Device("cpu:256"));
        Assert.Equal(cuda.device_count() > 0, cuda.is_available());
        Assert.Throws<ExternalException>(() => ones(1).to(new Device($"cuda:{cuda.device_count()}")));
    }

    [Fact]
    public void Errors_of_several_threads_do_not_mix()
    {
        Parallel.For(1, 200, i =>
        {
            using var scope = NewDisposeScope();
            var exception = Assert.Throws<ExternalException>(() => ones(i, 2).matmul(ones(3, i)));
            Assert.Contains($"({i}x2 and 3x{i})", exception.Message);
            exception = Assert.Throws<ExternalException>(() => functional.linear(ones(2, i), ones([4, i], ScalarType.Float64)));
            Assert.StartsWith($"aten::linear(input=Float[2, {i}], weight=Double[4, {i}], bias=None): ", exception.Message);
            Assert.EndsWith($"no operator aten::no_such.thing{i}.", Assert.Throws<MissingMethodException>(() => new Operator("aten::no_such", $"thing{i}").Call()).Message);
            var gone = ones(i);
            gone.Dispose();
            Assert.StartsWith("aten::add.Tensor: argument 2", Assert.Throws<ObjectDisposedException>(() => ones(i).add(gone)).Message);
        });
    }
}
