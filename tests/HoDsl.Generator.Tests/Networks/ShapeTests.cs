using HoDsl.Generator.Findings;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>Shapes follow PyTorch's rules, and faults stand where shapes first disagree.</summary>
public class ShapeTests
{
    [Theory]
    [InlineData("conv 3x3, 8", 8, 32, 32)]
    [InlineData("conv 3x3, 8 stride 2", 8, 16, 16)]
    [InlineData("conv 7x7, 8 stride 2", 8, 16, 16)]
    [InlineData("conv 5x5, 8 padding 0", 8, 28, 28)]
    [InlineData("conv 1x1, 8 stride 3", 8, 11, 11)]
    [InlineData("max-pool 3x3 stride 2 padding 1", 16, 16, 16)]
    [InlineData("max-pool 2x2", 16, 16, 16)]
    [InlineData("max-pool 2x2 padding 1", 16, 17, 17)]
    [InlineData("body 1 blocks of Euler(vgg) at 16 enter stride 2 shortcut pad", 16, 16, 16)]
    [InlineData("average-pool 3x3", 16, 10, 10)]
    [InlineData("patches 4, 24", 24, 8, 8)]
    [InlineData("batch-norm", 16, 32, 32)]
    [InlineData("layer-norm", 16, 32, 32)]
    [InlineData("positions", 16, 32, 32)]
    [InlineData("dropout 0.1", 16, 32, 32)]
    [InlineData("body 2 blocks of RK4(vgg) at 24 enter stride 2", 24, 16, 16)]
    [InlineData("body 2 blocks of RK4(vgg) at 24 enter stride 3", 24, 11, 11)]
    public void A_layer_gives(string layer, int channels, int height, int width) => Assert.Equal(
        new Shape(channels, height, width),
        CompileNetwork.Valid(CompileNetwork.Head + layer + "\n" + CompileNetwork.Tail).Items[1].To);

    [Theory]
    [InlineData("conv 40x40, 8 padding 0", 1, "its 40x40 window is larger than the map")]
    [InlineData("conv 3x3, 8 groups 3", 1, "3 groups do not divide 16 and 8 channels evenly")]
    [InlineData("patches 5, 8", 1, "patches of 5x5 do not cover the map evenly")]
    [InlineData("global-average\nconv 3x3, 8", 2, "it takes a map, and features in a row are no map any more")]
    [InlineData("body 1 blocks of Euler(transformer heads 3)", 1, "its 3 heads do not divide 16 channels evenly")]
    [InlineData("body 1 blocks of Euler(resnext groups 3)", 1, "it needs a multiple of 256, not 64")]
    [InlineData("body 1 blocks of Euler(dense) at 24 enter stride 2", 1, "it keeps the resolution; let a pooling layer before the body change it")]
    [InlineData("body 1 blocks of Euler(rk-stage) at 24 enter stride 2", 1, "it keeps the resolution; let a pooling layer before the body change it")]
    [InlineData("body 1 blocks of Euler(osa) at 24 enter stride 2", 1, "it keeps the resolution; let a pooling layer before the body change it")]
    [InlineData("body 1 blocks of Euler(mlp) at 24 enter stride 2", 1, "it keeps the resolution; let a pooling layer before the body change it")]
    [InlineData("global-average\nmax-pool 2x2", 2, "it takes a map, and features in a row are no map any more")]
    [InlineData("flatten\nflatten", 2, "it takes a map, and features in a row are no map any more")]
    [InlineData("global-average\nbatch-norm", 2, "it takes a map, and features in a row are no map any more")]
    [InlineData("global-average\nlinear 8\npositions", 3, "it takes a map, and features in a row are no map any more")]
    [InlineData("global-average\nbody 1 blocks of Euler(transformer)", 2, "it takes a map, and features in a row are no map any more")]
    [InlineData("global-average\nbody 1 blocks of Euler(mlp) at 24 enter shortcut pad", 2, "'pad' cannot take 16: it takes a map, and features in a row are no map any more")]
    [InlineData("flatten\nlinear 64\nbody 2 blocks of LayerScale(mlp)", 3, "'LayerScale' cannot take 64: it learns a number for each channel of a map, and features in a row are no map any more")]
    [InlineData("flatten\nlinear 64\nbody 2 blocks of LmResNetChannels(mlp)", 3, "'LmResNetChannels' cannot take 64: it learns a number for each channel of a map, and features in a row are no map any more")]
    [InlineData("body 1 blocks of Euler(vgg) at 8 enter stride 2 shortcut pad", 1, "'pad' cannot take 16 x 32 x 32: it adds channels of zeros, and cannot lead to 8 channels; write 'shortcut conv'")]
    [InlineData("body 1 blocks of Euler(vgg) at 8 enter shortcut average-pool", 1, "it adds channels of zeros, and cannot lead to 8 channels; write 'shortcut conv'")]
    [InlineData("body 1 blocks of Euler(coupled) at 8 enter stride 2 shortcut none", 1, "'coupled' cannot take 16 x 32 x 32: it adds channels of zeros, and cannot lead to 4 channels; write 'shortcut conv'")]
    [InlineData("max-pool 2x2 padding 2", 1, "its padding of 2 is more than half of its 2x2 window")]
    [InlineData("average-pool 3x3 padding 2", 1, "its padding of 2 is more than half of its 3x3 window")]
    public void A_shape_does_not_fit(string lines, int line, string reason)
    {
        var fault = CompileNetwork.Fault(CompileNetwork.Head + lines + "\n" + CompileNetwork.Tail);
        Assert.Equal(Rules.ShapeMismatch, fault.Rule);
        Assert.Equal(3 + line, fault.Span.Line);
        Assert.EndsWith(reason, fault.Message);
    }

    /// <summary>The scheme that is chosen is named, not what the file calls it.</summary>
    [Theory]
    [InlineData("Euler", null)]
    [InlineData("LayerScale", "'LayerScale' cannot take 64: it learns a number for each channel of a map, and features in a row are no map any more")]
    public void An_open_scheme_is_held_against_the_shape_where_it_is_chosen(string scheme, string? reason)
    {
        var chosen = SchemeSummary.Of(SchemeCompiler.CompileBuiltIn().Select(compiled => compiled.Valid!).Single(valid => valid.Name == scheme));
        var text = "network Small<Open>\ninput 3 x 8 x 8\nclasses 10\nflatten\nlinear 64\nbody 2 blocks of Open(mlp)\nlinear classes\n";
        Assert.Empty(CompileNetwork.Text(text).Findings);
        Assert.Equal(reason is null ? [] : [reason], CompileNetwork.Text(text, new(chosen, new Dictionary<string, int>())).Findings.Select(finding => finding.Message));
    }

    [Fact]
    public void The_message_prints_the_shape_that_reaches_the_layer() => Assert.Equal(
        "test.network(5,1): error HO0413: 'linear' cannot take 16 x 32 x 32: it takes features in a row; put 'global-average' or 'flatten' before it",
        CompileNetwork.Fault(CompileNetwork.Head + "linear classes\n").ToString());

    [Fact]
    public void Flatten_keeps_every_number() =>
        Assert.Equal(Shape.Flat(16 * 32 * 32), CompileNetwork.Valid(CompileNetwork.Head + "flatten\nlinear classes\n").Items[1].To);
}
