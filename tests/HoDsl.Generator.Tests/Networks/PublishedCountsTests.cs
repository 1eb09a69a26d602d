using System.Globalization;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>Parameters and depths are those that the literature, or the networks' own published code, states.</summary>
public class PublishedCountsTests
{
    // arXiv 2103.15244: the counts that follow from its architecture, in millions.
    [Theory]
    [InlineData("Euler", 10, 0.298)]
    [InlineData("Midpoint", 10, 0.298)]
    [InlineData("RK4", 10, 0.298)]
    [InlineData("Euler", 18, 0.594)]
    [InlineData("RK4", 18, 0.594)]
    [InlineData("RK4", 26, 0.890)]
    [InlineData("Euler", 30, 1.038)]
    [InlineData("Verner89", 30, 1.038)]
    [InlineData("Verner89", 58, 2.074)]
    [InlineData("RK4", 58, 2.074)]
    [InlineData("RK4", 82, 2.962)]
    [InlineData("Euler", 86, 3.110)]
    [InlineData("Verner89", 86, 3.110)]
    public void HoResNet(string scheme, int layers, double millions)
    {
        var network = CompileNetwork.BuiltIn("ho-resnet", scheme, ("layers", layers));
        Assert.Equal(layers, network.Depth);
        Assert.Equal(millions, Math.Round(network.Cost.Parameters / 1e6, 3));
    }

    // He et al., arXiv 1512.03385, table 6; Xie et al., arXiv 1611.05431, table 7; Gomez et al., arXiv 1707.04585, table 1; Huang et al., arXiv 1608.06993, table 2.
    [Theory]
    [InlineData("resnet", "layers 20", 20, 0.27, 0.01)]
    [InlineData("resnet", "layers 32", 32, 0.46, 0.01)]
    [InlineData("resnet", "layers 44", 44, 0.66, 0.01)]
    [InlineData("resnet", "layers 56", 56, 0.85, 0.01)]
    [InlineData("resnet", "layers 110", 110, 1.73, 0.01)]
    [InlineData("preact-resnet", "layers 110", 110, 1.73, 0.01)]
    [InlineData("lm-resnext29", "groups 8", 29, 34.4, 0.1)]
    [InlineData("lm-resnext29", "groups 16", 29, 68.1, 0.1)]
    [InlineData("revnet", "units 3, last 112", 38, 0.46, 0.01)]
    [InlineData("revnet", "units 9, last 128", 110, 1.73, 0.01)]
    [InlineData("dense-net", "layers 16, growth 12", 100, 0.8, 0.1)]
    [InlineData("dense-net", "layers 41, growth 24", 250, 15.3, 0.1)]
    [InlineData("dense-net", "layers 31, growth 40", 190, 25.6, 0.1)]
    public void In_millions(string network, string choices, int layers, double millions, double lastDigit)
    {
        var parameters = choices.Split(", ").Select(choice => choice.Split(' ')).Select(pair => (pair[0], int.Parse(pair[1], CultureInfo.InvariantCulture)));
        var compiled = CompileNetwork.BuiltIn(network, null, [.. parameters]);
        Assert.Equal(layers, compiled.Depth);
        // The tables round, or cut, the last digit that they print.
        Assert.Equal(millions, compiled.Cost.Parameters / 1e6, tolerance: lastDigit);
    }

    // torchvision's resnet50 and timm's vovnet39a, for 1000 classes.
    [Theory]
    [InlineData("resnet50", 25_557_032)]
    [InlineData("vovnet39", 22_600_296)]
    public void Exactly(string network, long parameters) => Assert.Equal(parameters, CompileNetwork.BuiltIn(network).Cost.Parameters);

    // arXiv 1710.10121: 6n + 2 layers, and 9n + 2 with bottlenecks.
    [Theory]
    [InlineData("lm-resnet", 3, 20)]
    [InlineData("lm-resnet", 9, 56)]
    [InlineData("lm-resnet", 18, 110)]
    [InlineData("lm-resnet-bottleneck", 18, 164)]
    public void Depths_of_LmResNets(string network, int units, int layers) =>
        Assert.Equal(layers, CompileNetwork.BuiltIn(network, null, ("units", units)).Depth);

    // He et al., arXiv 1808.06866 (SFP), table 1; torchvision's resnet50.
    [Theory]
    [InlineData("resnet", 20, 0.0406e9)]
    [InlineData("resnet", 32, 0.0689e9)]
    [InlineData("resnet", 56, 0.125e9)]
    [InlineData("resnet", 110, 0.253e9)]
    [InlineData("resnet50", 50, 4.09e9)]
    public void Multiply_adds(string network, int layers, double published) => Assert.Equal(
        published, CompileNetwork.BuiltIn(network, null, network == "resnet" ? [("layers", layers)] : []).Cost.MultiplyAdds, tolerance: published / 100);
}
