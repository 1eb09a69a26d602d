using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Bodies whose blocks share their subnets have each of them once. What they compute, PyTorch judges in <see cref="AgainstPyTorchTests"/>.</summary>
public class SharedSubnetsTests
{
    private static readonly MapShape Shape = new(Channels: 4, Height: 3, Width: 3);

    public static TheoryData<string> Schemes => [.. AllSchemes.All.Select(scheme => scheme.Name)];

    [Theory, MemberData(nameof(Schemes))]
    public void Each_parameter_is_counted_once(string name)
    {
        using var scope = NewDisposeScope();
        using var body = AllSchemes.Find(name).Open(new Maker(count: 3, new() { Shared = true }));
        using var one = AllSchemes.Find(name).Open(new Maker(count: 1, new()));
        var subnets = one.named_parameters().Count(pair => pair.name.Contains(".conv."));

        var parameters = body.named_parameters().ToList();
        Assert.Equal(subnets, parameters.Count(pair => pair.name.Contains(".conv.")));
        Assert.All(parameters.Where(pair => pair.name.Contains(".conv.")), pair => Assert.StartsWith("1.", pair.name));
        Assert.Equal(parameters.Select(pair => pair.name).Order(), body.state_dict().Keys.Order());
        Assert.Equal(parameters.Count, body.state_dict().Values.Select(tensor => tensor.Handle).Distinct().Count());
    }

    [Fact]
    public void Steps_that_are_learnt_stay_each_blocks_own()
    {
        using var scope = NewDisposeScope();
        using var body = RK4Adaptive.CreateBody(SmoothSubnet.Create, Shape, count: 3, new() { Shared = true });
        Assert.Equal(["1.step", "2.step", "3.step"], body.named_parameters().Select(pair => pair.name).Where(name => name.EndsWith("step")));
    }

    [Fact]
    public void An_optimizer_moves_each_parameter_once_by_the_gradient_of_all_blocks()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var body = Euler.CreateBody(SmoothSubnet.Create, Shape, count: 3, new() { Shared = true });
        var before = body.parameters().Select(parameter => parameter.detach().clone()).ToList();
        using var optimizer = optim.SGD(body.parameters(), learningRate: 0.5);
        body.call(randn(2, 4, 3, 3)).sum().backward();
        var expected = body.parameters().Zip(before, (parameter, value) => value - (0.5 * parameter.grad!)).ToList();
        optimizer.step();
        Assert.All(body.parameters().Zip(expected), pair => Assert.True(pair.First.allclose(pair.Second, 1e-6)));
    }

    private sealed class Maker(int count, BodyOptions options) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(SmoothSubnet.Create, Shape, count, options);
    }
}
