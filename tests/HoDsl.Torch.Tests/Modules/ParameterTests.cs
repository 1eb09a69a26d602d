using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Modules;

public class ParameterTests
{
    [Fact]
    public void A_parameter_is_found_by_its_path()
    {
        using var scope = NewDisposeScope();
        using var module = Sequential(("inner", Sequential(("first", Linear(2, 3)), ("second", ReLU()))));
        Assert.Same(module.named_parameters().Single(entry => entry.name == "inner.first.bias").parameter, module.get_parameter("inner.first.bias"));
        Assert.Null(module.get_parameter("inner.second.bias"));
        Assert.Null(module.get_parameter("outer.first.bias"));
        Assert.Null(module.get_parameter("inner"));
    }
}
