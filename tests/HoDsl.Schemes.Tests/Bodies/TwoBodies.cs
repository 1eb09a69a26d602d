using HoDsl.Runtime.Blocks;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Two bodies of the same weights that differ in what they store for their backward passes.</summary>
internal static class TwoBodies
{
    /// <summary>The shape of the bodies' maps.</summary>
    public static readonly MapShape Shape = new(Channels: 4, Height: 5, Width: 6);

    /// <summary>The shape of the maps of a body with an entry.</summary>
    public static readonly MapShape Entered = new(Channels: 3, Height: 10, Width: 12);

    /// <summary>Makes the bodies.</summary>
    public static (Module<Tensor, Tensor> First, Module<Tensor, Tensor> Second) Of(string scheme, BodyOptions first, BodyOptions second, int count, ScalarType type)
    {
        manual_seed(8);
        var (one, other) = (Make(scheme, first, count), Make(scheme, second, count));
        one.to(type);
        other.to(type);
        other.load_state_dict(one.state_dict());
        return (one, other);
    }

    /// <summary>Makes a body.</summary>
    public static Module<Tensor, Tensor> Make(string scheme, BodyOptions options, int count) => AllSchemes.Find(scheme).Open(new Maker(options, count)).InScope();

    /// <summary>The output of one step of training, and the gradients of the input and of all parameters.</summary>
    public static Dictionary<string, Tensor> Step(Module<Tensor, Tensor> body, long seed)
    {
        manual_seed(seed);
        body.zero_grad();
        var shape = body.named_children().Any(child => child.name == "entry") ? Entered : Shape;
        var input = randn(3, shape.Channels, shape.Height, shape.Width, dtype: body.parameters().First().dtype, requires_grad: true);
        var output = body.call(input);
        (output * randn_like(output)).sum().backward();
        var tensors = body.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad?.clone() ?? zeros_like(pair.parameter));
        tensors.Add("input", input.grad!);
        tensors.Add("output", output.detach());
        return tensors;
    }

    /// <summary>Gradients of two passes that wait for each other, one of which goes back twice.</summary>
    public static List<Tensor> Twice(Module<Tensor, Tensor> body)
    {
        manual_seed(4);
        body.zero_grad();
        var inputs = Enumerable.Range(0, 2).Select(_ => randn(3, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64, requires_grad: true)).ToList();
        var outputs = inputs.Select(input => body.call(input)).ToList();
        outputs[0].sum().backward(retain_graph: true);
        outputs[1].square().sum().backward();
        outputs[0].square().sum().backward();
        return [.. inputs.Select(input => input.grad!), .. body.parameters().Select(parameter => parameter.grad!)];
    }

    /// <summary>The two give the same, up to a difference.</summary>
    public static void AssertAlike(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual, double most)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, pair => Assert.True(Difference(pair.Value, actual[pair.Key]) <= most, $"{pair.Key} differs by {Difference(pair.Value, actual[pair.Key])}"));
    }

    /// <summary>One step moves the statistics of both alike, and draws as many random numbers.</summary>
    public static void AssertDoneOnce(Module<Tensor, Tensor> stored, Module<Tensor, Tensor> other)
    {
        Step(stored, seed: 5);
        var drawn = get_rng_state().bytes.ToArray();
        Step(other, seed: 5);
        Assert.Equal(drawn, get_rng_state().bytes.ToArray());
        var buffers = stored.named_buffers().Zip(other.named_buffers(), (expected, actual) => (expected.name, Difference: Difference(expected.buffer, actual.buffer))).ToList();
        Assert.NotEmpty(buffers);
        Assert.All(buffers, buffer => Assert.True(buffer.Difference <= 1e-12, buffer.name));
    }

    /// <summary>The largest difference, relative to the largest number.</summary>
    public static double Difference(Tensor expected, Tensor actual) => (expected - actual).abs().max().ToDouble() / Math.Max(1e-3, expected.abs().max().ToDouble());

    private sealed class Maker(BodyOptions options, int count) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(NormedSubnet.Create, Shape, count, options);
    }
}
