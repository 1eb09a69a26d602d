using static TorchSharp.torch;

namespace HoDsl.Networks.Tests;

/// <summary>What the compiler counts is what the networks have.</summary>
public class CountTests
{
    public static TheoryData<NetworkCase> Cases => [.. NetworkCase.All];

    [Fact]
    public void Every_network_is_among_the_cases() =>
        Assert.Equal(NetworkCatalog.All.Concat(Networks.NetworkCatalog.All).Select(network => network.Name).Order(), NetworkCase.All.Select(network => network.Name).Distinct().Order());

    [Theory, MemberData(nameof(Cases))]
    public void Parameters(NetworkCase @case)
    {
        using var network = @case.Make();
        Assert.Equal(@case.Compile().Cost.Parameters, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory, MemberData(nameof(Cases))]
    public void One_number_a_class(NetworkCase @case)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        using var network = @case.Make(classes: 7);
        network.eval();
        Assert.Equal([2, 7], network.call(randn(2, 3, @case.Image.Height, @case.Image.Width)).shape);
    }
}
