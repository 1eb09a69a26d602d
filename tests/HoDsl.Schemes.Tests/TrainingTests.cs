using HoDsl.Runtime.Blocks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>Bodies of every scheme learn: with one state, with several, with histories that begin in the second block.</summary>
public class TrainingTests
{
    private const int Blocks = 3;
    private const int Steps = 20;

    private static readonly MapShape Shape = new(Channels: 4, Height: 5, Width: 5);

    public static TheoryData<string> Schemes => [.. AllSchemes.All.Select(scheme => scheme.Name)];

    [Theory, MemberData(nameof(Schemes))]
    public void The_loss_falls_and_every_parameter_takes_part(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var body = AllSchemes.Find(name).Open(new Maker());
        var initial = body.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.detach().clone());
        var (maps, targets) = (randn(8, Shape.Channels, Shape.Height, Shape.Width), rand(8, Shape.Channels, Shape.Height, Shape.Width));
        using var optimizer = optim.SGD(body.parameters(), learningRate: 0.01);
        var losses = new List<float>();
        for (var step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            var loss = (body.call(maps) - targets).square().mean();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^1] < 0.99 * losses[0], $"from {losses[0]} to {losses[^1]}");
        Assert.All(body.named_parameters(), pair => Assert.True((pair.parameter - initial[pair.name]).abs().max().ToDouble() > 0, pair.name));
    }

    private sealed class Maker : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(SmoothSubnet.Create, Shape, Blocks);
    }
}
