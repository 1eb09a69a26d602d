using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.Lifetime;

public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inside, outside = ones(1);
        using (NewDisposeScope())
        {
            inside = outside + 1;
            Assert.False(inside.IsInvalid);
        }

        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
        outside.Dispose();
    }

    [Fact]
    public void A_tensor_moves_outwards_scope_by_scope()
    {
        Tensor tensor;
        using (NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                tensor = inner.MoveToOuter(ones(1));
                Assert.False(inner.Contains(tensor));
            }

            Assert.False(tensor.IsInvalid);
        }

        Assert.True(tensor.IsInvalid);
    }

    [Fact]
    public void Outside_of_all_scopes_a_tensor_is_its_holders()
    {
        Tensor moved, detached;
        using (NewDisposeScope())
        {
            moved = ones(1).MoveToOuterDisposeScope();
            detached = ones(1).DetachFromDisposeScope();
        }

        Assert.False(moved.IsInvalid || detached.IsInvalid);
        moved.Dispose();
        detached.Dispose();
    }

    [Fact]
    public void A_scope_owns_what_is_attached_and_forgets_what_is_disposed()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (ones(1), ones(1), ones(1));
        Assert.Equal(3, scope.DisposablesCount);
        b.Dispose();
        Assert.Equal([a, c], scope.DisposablesView);
        using (var inner = NewDisposeScope())
        {
            inner.Attach(a);
            Assert.Equal((1, 1), (inner.DisposablesCount, scope.DisposablesCount));
        }

        Assert.True(a.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => scope.Attach(new MemoryStream()));
    }

    [Fact]
    public void A_parameter_takes_the_place_of_its_tensor_in_the_scope()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(1);
        var parameter = nn.Parameter(tensor);
        Assert.True(tensor.IsInvalid);
        Assert.Equal([parameter], scope.DisposablesView);
    }

    [Fact]
    public void Several_tensors_move_and_leave_at_once()
    {
        using var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var (one, two, three) = (ones(1), ones(2), ones(3));
        inner.MoveToOuter(new List<Tensor> { one, two });
        inner.Detach(new List<Tensor> { three });
        inner.Dispose();
        Assert.True(outer.Contains(one) && outer.Contains(two));
        Assert.False(three.IsInvalid);
        three.Dispose();
    }

    [Fact]
    public void Scopes_end_in_any_order()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
        Assert.Throws<ObjectDisposedException>(() => outer.DisposablesCount);
    }

    [Fact]
    public void Scopes_belong_to_their_threads()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = CurrentDisposeScope is null ? ones(1) : null);
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        elsewhere!.Dispose();
    }
}
