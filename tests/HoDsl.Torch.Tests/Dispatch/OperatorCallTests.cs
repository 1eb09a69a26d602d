using System.Runtime.InteropServices;
using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.Dispatch;

/// <summary>The one way into libtorch: an operator by its name, and arguments by their place.</summary>
public class OperatorCallTests
{
    [Fact]
    public void Arguments_left_out_take_the_defaults_of_the_schema()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(3f, new Operator("aten::add", "Tensor").Call(ones(1), full(1, 2.0)).item<float>());
    }

    [Fact]
    public void An_argument_that_has_no_default_is_asked_for_by_name()
    {
        using var scope = NewDisposeScope();
        var exception = Assert.Throws<ExternalException>(() => new Operator("aten::add", "Tensor").Call(ones(1)));
        Assert.Equal("aten::add.Tensor(self=Float[1]): needs the argument other", exception.Message);
    }

    [Fact]
    public void Too_many_arguments_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.EndsWith("takes 1 arguments, got 2", Assert.Throws<ExternalException>(() => new Operator("aten::relu").Call(ones(1), 1L)).Message);
    }

    [Fact]
    public void An_argument_of_the_wrong_kind_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => new Operator("aten::relu").Call(1L));
        Assert.Throws<ExternalException>(() => new Operator("aten::view").Call(ones(1), ones(1)));
        Assert.Throws<ExternalException>(() => new Operator("aten::unsqueeze").Call(ones(1), "0"));
    }

    [Fact]
    public void An_operator_that_libtorch_lacks_is_named_with_the_version()
    {
        var exception = Assert.Throws<MissingMethodException>(() => new Operator("aten::no_such", "thing").Call());
        Assert.Equal($"This libtorch ({__version__}) has no operator aten::no_such.thing.", exception.Message);
    }

    [Fact]
    public void A_list_may_be_long()
    {
        using var scope = NewDisposeScope();
        Tensor[] tensors = [.. Enumerable.Range(0, 1000).Select(i => full(1, i))];
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), cat(tensors).data<long>());
        Assert.Equal(1000, new Operator("aten::unbind", "int").CallList(cat(tensors), 0L).Length);
    }
}
