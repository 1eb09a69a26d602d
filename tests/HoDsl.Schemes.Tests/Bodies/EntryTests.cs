using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Steps that lead into a body from maps of another shape.</summary>
public sealed class EntryTests : IDisposable
{
    private static readonly MapShape From = new(Channels: 3, Height: 7, Width: 6);

    private static readonly MapShape Shape = new(Channels: 5, Height: 4, Width: 3);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Outputs_and_gradients_are_those_of_PyTorch_for_each_shortcut()
    {
        var cases = new Dictionary<string, Dictionary<string, Tensor>>();
        foreach (var shortcut in Enum.GetValues<Shortcut>())
        {
            cases.Add($"{shortcut}-{false}", Case(shortcut, endsWithRelu: false));
            cases.Add($"{shortcut}-{true}", Case(shortcut, endsWithRelu: true));
        }
        foreach (var (name, tensors) in cases)
            Safetensors.Write(_folder[$"{name}.given"], tensors.Where(pair => !pair.Key.StartsWith("expected.", StringComparison.Ordinal)).ToDictionary());

        Python.Run("entry_block.py", _folder.Path);
        Assert.All(cases, one =>
        {
            var expected = Safetensors.Read(_folder[$"{one.Key}.result"]);
            Assert.Equal(expected.Keys.Select(key => $"expected.{key}").Order(), one.Value.Keys.Where(key => key.StartsWith("expected.", StringComparison.Ordinal)).Order());
            Assert.All(expected, pair => Assert.True((pair.Value - one.Value[$"expected.{pair.Key}"]).abs().max().ToDouble() < 1e-10, pair.Key));
        });
    }

    [Fact]
    public void Behind_the_entry_a_body_begins_anew()
    {
        manual_seed(2);
        using var entered = LmResNet.CreateBody(SmoothSubnet.Create, Shape, count: 3, new() { Entry = new(From, Shortcut.Conv) });
        Assert.Equal(["entry", "1", "2"], entered.named_children().Select(child => child.name));

        using var entry = EntryBlock.Of(new(From, Shortcut.Conv), Shape, SmoothSubnet.Create);
        using var body = LmResNet.CreateBody(SmoothSubnet.Create, Shape, count: 2);
        var weights = entered.state_dict();
        entry.load_state_dict(weights.Where(pair => pair.Key.StartsWith("entry.", StringComparison.Ordinal)).ToDictionary(pair => pair.Key["entry.".Length..], pair => pair.Value));
        body.load_state_dict(weights.Where(pair => !pair.Key.StartsWith("entry.", StringComparison.Ordinal)).ToDictionary());
        var input = randn(2, From.Channels, From.Height, From.Width);
        Assert.Equal(0, (body.call(entry.call(input)) - entered.call(input)).abs().max().ToDouble());
    }

    [Fact]
    public void A_single_block_is_the_entry_alone()
    {
        using var body = RevNet.CreateBody(SmoothSubnet.Create, Shape with { Channels = 6 }, count: 1, new() { Entry = new(From, Shortcut.Pad) });
        Assert.Equal([2, 6, 4, 3], body.call(randn(2, From.Channels, From.Height, From.Width)).shape);
        Assert.Equal(["entry"], body.named_children().Select(child => child.name));
    }

    [Fact]
    public void An_entry_has_subnets_of_its_own_where_the_blocks_share_theirs()
    {
        using var body = Euler.CreateBody(SmoothSubnet.Create, Shape, count: 3, new() { Shared = true, Entry = new(From, Shortcut.Conv) });
        Assert.Equal(
            ["1.f1.conv.bias", "1.f1.conv.weight", "entry.f.conv.bias", "entry.f.conv.weight", "entry.shortcut.weight"],
            body.named_parameters().Select(pair => pair.name).Order());
    }

    [Theory]
    [InlineData(Shortcut.Pad)]
    [InlineData(Shortcut.AveragePool)]
    public void A_shortcut_without_parameters_cannot_take_channels_away(Shortcut shortcut)
    {
        var error = Assert.Throws<UserException>(() => EntryBlock.Of(new(Shape, shortcut), Shape with { Channels = 2 }, stage => SmoothSubnet.Create(stage).InScope()));
        Assert.Contains("from 5 channels to 2", error.Message);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static Dictionary<string, Tensor> Case(Shortcut shortcut, bool endsWithRelu)
    {
        manual_seed(7);
        var block = EntryBlock.Of(new(From, shortcut), Shape, SmoothSubnet.Create, endsWithRelu).InScope();
        block.to(ScalarType.Float64);
        var y = randn(2, From.Channels, From.Height, From.Width, dtype: ScalarType.Float64, requires_grad: true);
        var probe = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        var result = block.call(y);
        (result * probe).sum().backward();

        var tensors = block.named_parameters().ToDictionary(pair => $"weights.{pair.name}", pair => (Tensor)pair.parameter);
        foreach (var (name, parameter) in block.named_parameters())
            tensors.Add($"expected.gradients.weights.{name}", parameter.grad!);
        tensors.Add("y", y);
        tensors.Add("probe", probe);
        tensors.Add("expected.result", result.detach());
        tensors.Add("expected.gradients.y", y.grad!);
        return tensors;
    }
}
