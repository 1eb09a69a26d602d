using HoDsl.Runtime.Blocks;
using HoDsl.Schemes.Tests.Variants;
using HoDsl.Tests;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests;

public class DirectiveTests
{
    private static readonly BlockInfo Block = new(new MapShape(Channels: 4, Height: 3, Width: 3));

    [Fact]
    public void Each_stage_that_the_output_needs_has_a_subnet_of_its_own()
    {
        var made = new List<(int Stage, double Node)>();
        using var block = Verner89.Create(stage => Count(stage, made), Block);
        Assert.Equal(Enumerable.Range(1, 14), made.Select(stage => stage.Stage));
        Assert.Equal((Math.Sqrt(6) + 6) / 15, made[5].Node, 1e-15);
        Assert.Equal(Enumerable.Range(1, 14).Select(stage => $"f{stage}"), block.named_children().Select(child => child.name));
    }

    [Fact]
    public void Shared_weights_are_one_subnet()
    {
        var made = new List<(int Stage, double Node)>();
        using var block = SharedWeights.Create(stage => Count(stage, made), Block);
        Assert.Single(made);
        Assert.Equal(["f.conv.weight", "f.conv.bias"], block.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void A_learnable_step_is_one_number_that_begins_where_the_file_says()
    {
        using var block = new LearnableStep<SmoothSubnet>(SmoothSubnet.Create, Block);
        Assert.Equal(0.8f, block.Step.item<float>());
        Assert.Empty(block.Step.shape);
        Assert.Contains("step", block.named_parameters().Select(pair => pair.name));
    }

    [Fact]
    public void A_step_per_channel_has_a_number_for_each()
    {
        using var block = new StepPerChannel<SmoothSubnet>(SmoothSubnet.Create, Block);
        Assert.Equal([4], block.Step.shape);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], block.Step.data<float>().ToArray());
    }

    [Fact]
    public void A_step_per_channel_without_a_shape_is_refused_in_words()
    {
        using var scope = NewDisposeScope();
        SmoothSubnet Subnet(StageInfo stage) => new SmoothSubnet(channels: 4, inputChannels: 4, stride: 1).InScope();
        Assert.Contains("pass a BlockInfo with a shape", Assert.Throws<InvalidOperationException>(() => new StepPerChannel<SmoothSubnet>(Subnet)).Message);
    }

    [Theory]
    [InlineData(0.01f, 0.125f)]
    [InlineData(9f, 4f)]
    [InlineData(2f, 2f)]
    public void A_step_is_moved_into_its_range(float learnt, float kept)
    {
        using var block = new StepInRange<SmoothSubnet>(SmoothSubnet.Create, Block);
        using (no_grad())
            block.Step.fill_(learnt);
        ((IProjected)block).Project();
        Assert.Equal(kept, block.Step.item<float>());
        Assert.True(block.Step.requires_grad);
    }

    [Fact]
    public void A_gradient_reaches_a_step_of_zero()
    {
        using var scope = NewDisposeScope();
        using var block = new LearnableStep<SmoothSubnet>(SmoothSubnet.Create, Block);
        using (no_grad())
            block.Step.zero_();
        var y = randn(1, 4, 3, 3);
        block.call(y).sum().backward();
        // At h = 0 the derivative with respect to h is sum_j b_j f_j(y), and every stage reads y itself.
        var weights = Gill4.Weights.ToArray();
        var subnets = new[] { block.F1, block.F2, block.F3, block.F4 };
        var expected = subnets.Select((subnet, j) => weights[j] * subnet.call(y).sum().item<float>()).Sum();
        Assert.Equal(expected, block.Step.grad!.item<float>(), 1e-4);
    }

    [Fact]
    public void The_catalogue_finds_a_scheme_whatever_its_case_and_dashes()
    {
        Assert.Equal("Verner89Adaptive", HoDsl.Schemes.SchemeCatalog.Find("verner89-adaptive")!.Name);
        Assert.Equal("RK4", HoDsl.Schemes.SchemeCatalog.Find("rk_4")!.Name);
        Assert.Null(HoDsl.Schemes.SchemeCatalog.Find("rk5"));
    }

    private static SmoothSubnet Count(StageInfo stage, List<(int Stage, double Node)> made)
    {
        made.Add((stage.Stage, stage.Node));
        return SmoothSubnet.Create(stage);
    }
}
