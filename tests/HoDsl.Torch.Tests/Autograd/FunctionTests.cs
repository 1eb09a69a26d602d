using System.Runtime.InteropServices;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.Autograd;

/// <summary>Functions whose backward pass is written in C#.</summary>
public sealed class FunctionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Gradients_are_those_of_the_same_function_by_operators()
    {
        var (x, y) = (randn(3, 4, dtype: ScalarType.Float64, requires_grad: true), randn(3, 4, dtype: ScalarType.Float64, requires_grad: true));
        var weights = randn(3, 4, dtype: ScalarType.Float64);
        var results = ScaledProductAndExp.apply(x, 2.5, null, y);
        var gradients = autograd.grad([(results[0] * weights).sum() + results[1].square().sum()], [x, y]);
        var expected = autograd.grad([(x * y * 2.5 * weights).sum() + x.exp().square().sum()], [x, y]);

        Assert.True(results[0].allclose(x * y * 2.5));
        Assert.True(results[1].allclose(x.exp()));
        Assert.True(gradients[0].allclose(expected[0]));
        Assert.True(gradients[1].allclose(expected[1]));
    }

    [Fact]
    public void An_output_that_is_not_used_has_a_gradient_of_zeros()
    {
        var x = randn(5, requires_grad: true);
        ScaledProductAndExp.apply(x, 1.0, null, ones(5))[1].sum().backward();
        Assert.True(x.grad!.allclose(x.exp()));
    }

    [Fact]
    public void Nothing_is_recorded_where_no_gradient_is_asked_for()
    {
        var x = randn(5, requires_grad: true);
        using (no_grad())
            Assert.False(ScaledProductAndExp.apply(x, 1.0, null, x)[0].requires_grad);
        Assert.False(ScaledProductAndExp.apply(x.detach(), 1.0, null, ones(5))[0].requires_grad);
        Assert.True(ScaledProductAndExp.apply(x.detach(), 1.0, null, x)[0].requires_grad);
    }

    /// <summary>The function's own backward pass runs another one.</summary>
    [Fact]
    public void Backward_passes_nest()
    {
        var x = randn(5, dtype: ScalarType.Float64, requires_grad: true);
        var y = Recomputed.apply(Recomputed.apply(x)[0])[0];
        y.sum().backward();
        var expected = autograd.grad([x.sqrt_of_square_plus_one().sqrt_of_square_plus_one().sum()], [x])[0];
        Assert.True(x.grad!.allclose(expected));
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void What_the_backward_pass_throws_reaches_its_caller_as_it_is()
    {
        var x = randn(5, requires_grad: true);
        var result = Recomputed.apply(Failing.apply(x)[0])[0].sum();
        Assert.Same(Failing.Failure, Assert.Throws<TimeZoneNotFoundException>(() => result.backward()));
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void The_number_of_gradients_is_checked()
    {
        var result = Failing.apply(randn(5, requires_grad: true), "another input")[0].sum();
        Assert.Equal(
            "Failing has 2 inputs, but its backward pass gave 1 gradients: give one for each, null for none.",
            Assert.Throws<NotImplementedException>(() => result.backward()).Message);
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void A_saved_tensor_that_has_changed_is_an_error()
    {
        var x = randn(5, requires_grad: true);
        var y = randn(5);
        var result = ScaledProductAndExp.apply(x, 1.0, null, y)[0].sum();
        y.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => result.backward()).Message);
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void A_second_backward_pass_needs_the_graph()
    {
        var x = randn(5, requires_grad: true);
        var result = ScaledProductAndExp.apply(x, 1.0, null, ones(5))[0].sum();
        result.backward(retain_graph: true);
        result.backward();
        Assert.True(x.grad!.allclose(full([5], 2.0)));
        Assert.Contains("a second backward pass", Assert.Throws<ExternalException>(() => result.backward()).Message);
    }

    [Fact]
    public void What_is_saved_keeps_its_places_and_is_there_in_the_backward_pass_only()
    {
        var x = randn(5, requires_grad: true);
        var results = ValuesAndPlaces.apply(x);
        Assert.Equal(ScalarType.Int64, results[1].dtype);
        Assert.False(results[1].requires_grad);
        (results[0] * 3).sum().backward();
        Assert.Equal(full([5], 3.0).data<float>(), x.grad!.data<float>());
    }

    /// <summary>The graph holds the function's context and what it saved, its own outputs among it, and lets all of it go.</summary>
    [OwnBindingTheory(WithPackages.NoBytes)]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_left_behind(bool backward)
    {
        var held = HeldMemory.Settled();
        var context = Use(backward);
        Assert.Equal(held, HeldMemory.Now);
        GC.Collect();
        Assert.False(context.IsAlive);
    }

    private static WeakReference Use(bool backward)
    {
        using var scope = NewDisposeScope();
        using var x = randn(100, requires_grad: true);
        var marker = new object();
        var result = ScaledProductAndExp.apply(x, marker, null, Recomputed.apply(x)[0])[1].sum();
        if (backward)
        {
            result.backward();
            x.grad!.Dispose();
            x.grad = null;
        }

        return new WeakReference(marker);
    }

    /// <summary>(s x y, exp(x)), of tensors x and y and a number s.</summary>
    private sealed class ScaledProductAndExp : autograd.MultiTensorFunction<ScaledProductAndExp>
    {
        public override string Name => nameof(ScaledProductAndExp);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var (x, y, scale) = ((Tensor)vars[0]!, (Tensor)vars[3]!, vars[1] is double number ? number : 1);
            Assert.False(is_grad_enabled());
            ctx.save_data("scale", scale);
            ctx.save_data("what it was called with", vars[1]);
            var exp = x.exp();
            ctx.save_for_backward([x, y, exp]);
            return [x * y * scale, exp];
        }

        public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            var scale = (double)ctx.get_data("scale")!;
            return [(grad_outputs[0]! * saved[1] * scale) + (grad_outputs[1]! * saved[2]), null, null, grad_outputs[0]! * saved[0] * scale];
        }
    }

    /// <summary>sqrt(x^2 + 1), whose backward pass computes it again with its graph.</summary>
    private sealed class Recomputed : autograd.MultiTensorFunction<Recomputed>
    {
        public override string Name => nameof(Recomputed);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0]!]);
            return [((Tensor)vars[0]!).sqrt_of_square_plus_one()];
        }

        public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs)
        {
            using var recording = enable_grad();
            var x = ctx.get_saved_variables()[0].detach().requires_grad_();
            return [autograd.grad([x.sqrt_of_square_plus_one()], [x], [grad_outputs[0]!])[0]];
        }
    }

    /// <summary>x, and numbers that nobody differentiates; it saves a tensor behind none, and gives a gradient too many, which is none.</summary>
    private sealed class ValuesAndPlaces : autograd.MultiTensorFunction<ValuesAndPlaces>
    {
        public override string Name => nameof(ValuesAndPlaces);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            var x = (Tensor)vars[0]!;
            ctx.save_for_backward([null!, x]);
            Assert.Empty(ctx.get_saved_variables());
            return [x.clone(), arange(5, ScalarType.Int64)];
        }

        public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            Assert.Null(saved[0]);
            Assert.Equal([5], saved[1].shape);
            return [grad_outputs[0], null];
        }
    }

    private sealed class Failing : autograd.MultiTensorFunction<Failing>
    {
        public static readonly Exception Failure = new TimeZoneNotFoundException();

        public override string Name => nameof(Failing);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
        {
            ctx.save_data("inputs", vars.Length);
            return [((Tensor)vars[0]!).clone()];
        }

        public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs) =>
            ctx.get_data("inputs") is 1 ? throw Failure : [grad_outputs[0]];
    }
}

file static class Expressions
{
    public static Tensor sqrt_of_square_plus_one(this Tensor x) => (x.square() + 1).sqrt();
}
