using HoDsl.Generator.Findings;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>No sum wraps around: what is more than can be counted is refused where it becomes so, and what is not known counts for nothing.</summary>
public class CountingLimitsTests
{
    // Each is within the limits: 10^10 places, 16 and 10,000 channels, at some 1,000 pixels.
    private const string Large = "conv 100000x100000, 10000 padding 50000\nconv 1x1, 16\n";

    [Theory]
    [InlineData("conv 1000000x1000000, 1000000 padding 1000000", 4)]
    [InlineData("body 1000000 blocks of RK4(dense layers 1000)", 4)]
    [InlineData("body 1 blocks of Euler(mlp expansion 1000000)\nbody 1 blocks of Euler(vgg) at 1000000 enter\nbody 1 blocks of Euler(mlp expansion 1000000)", 6)]
    [InlineData(Large + Large + Large + Large + Large, 12)]
    public void A_network_that_costs_too_much_is_refused_where_it_does(string lines, int line)
    {
        var fault = CompileNetwork.Fault(CompileNetwork.Head + lines + "\n" + CompileNetwork.Tail);
        Assert.Equal((Rules.ShapeMismatch, line), (fault.Rule, fault.Span.Line));
        Assert.EndsWith(": with it, the network costs more than can be counted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_one_whose_bytes_are_too_many()
    {
        const string one = "network Small\ninput 1000000 x 1000000 x 1000000\nclasses 10\nrelu\n";
        Assert.Equal(3, CompileNetwork.Fault(one + CompileNetwork.Tail).Span.Line);
    }

    /// <summary>How many blocks so many layers are shows when the project's class is there. Until then only the entry's convolution is counted.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" recompute")]
    public void Blocks_of_a_number_that_is_not_known_count_for_nothing(string clause)
    {
        var file = new ParsedNetwork(new("own.network", CompileNetwork.Head + $"body 8 layers of LmResNet(Own) at 32 enter stride 2 shortcut conv{clause}\n" + CompileNetwork.Tail, "Test"));
        var own = new ProjectSubnet("Own", "Test.Own", EquatableArray<ParameterKind>.Empty);
        var body = NetworkCompiler.Compile(new NetworkLibrary([file], ProjectSchemes.Of([]), new[] { own }.ToEquatableArray()).Resolve(file)).Network!.Items[1];
        Assert.Equal((16 * 32, null), (body.Cost.Parameters, body.Depth));
        Assert.InRange(body.Held.Sum, 0, 32 * 16 * 16 * 2);
    }
}
