using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Subnets;

/// <summary>Every subnet stands in the blocks of every scheme.</summary>
public class UnderSchemesTests
{
    private const int Blocks = 2;

    public static TheoryData<string> Subnets => [.. SubnetCase.Inner.Select(subnet => subnet.Name)];

    public static TheoryData<string> Entries => [.. SubnetCase.All.Where(subnet => subnet.Entering is not null).Select(subnet => subnet.Name)];

    /// <summary>One that is added tomorrow, too.</summary>
    [Fact]
    public void Every_subnet_is_among_the_cases()
    {
        using var scope = NewDisposeScope();
        var subnets = typeof(ISubnet<>).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Module<Tensor, Tensor>)) && Array.Exists(type.GetInterfaces(), its => its.IsGenericType && its.GetGenericTypeDefinition() == typeof(ISubnet<>)));
        Assert.Equal(subnets.Select(type => type.Name).Order(), SubnetCase.Inner.Select(Made).Distinct().Order());
    }

    [Theory, MemberData(nameof(Subnets))]
    public void Bodies_keep_the_shape_and_give_every_parameter_a_gradient(string name) => Assert.All(SchemeCatalog.All, scheme =>
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        using var body = scheme.Open(new Maker(SubnetCase.Find(name)));
        SubnetCase.Shake(body);
        var maps = randn(2, 8, 6, 5);
        var output = body.call(maps);
        Assert.Equal(maps.shape, output.shape);
        (output * randn_like(output)).sum().backward();
        Assert.All(body.named_parameters(), entry => Assert.True(
            entry.parameter.grad is { } gradient && gradient.isfinite().all().item<bool>() && gradient.abs().max().ToDouble() > 0, $"{scheme.Name}: {entry.name}"));
    });

    [Theory, MemberData(nameof(Entries))]
    public void Bodies_enter_from_another_shape(string name)
    {
        using var scope = NewDisposeScope();
        var subnet = SubnetCase.Find(name);
        using var body = Body.Of<RK4, Module<Tensor, Tensor>>(
            subnet.Shape, count: 1, subnet.Create, new BodyOptions { Entry = new Entry(subnet.Entering!.Value, Shortcut.Conv) });
        var input = subnet.Input();
        Assert.Equal(subnet.Output().shape, body.call(input).shape);
    }

    private static string Made(SubnetCase subnet)
    {
        using var made = subnet.Make();
        return made.GetType().Name;
    }

    private sealed class Maker(SubnetCase subnet) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(subnet.Create, subnet.Shape, Blocks);
    }
}
