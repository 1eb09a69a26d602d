using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace HoDsl.Torch.Tests.PyTorch;

/// <summary>Optimizers and schedules take PyTorch's ways. Their options stand in cases.py under the same names.</summary>
public class OptimizerTests
{
    private static readonly Dictionary<string, Func<Parameter[], SGD>> Optimizers = new()
    {
        ["plain"] = parameters => SGD(parameters, 0.05),
        ["momentum"] = parameters => SGD(parameters, 0.05, momentum: 0.9),
        ["dampening"] = parameters => SGD(parameters, 0.05, momentum: 0.9, dampening: 0.3),
        ["weight_decay"] = parameters => SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.02),
        ["nesterov"] = parameters => SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.02, nesterov: true),
        ["maximize"] = parameters => SGD(parameters, 0.001, momentum: 0.5, weight_decay: 0.5, maximize: true),
    };

    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> Schedules = new()
    {
        ["step"] = optimizer => lr_scheduler.StepLR(optimizer, 7, gamma: 0.3),
        ["multi_step"] = optimizer => lr_scheduler.MultiStepLR(optimizer, [3, 8, 8, 20], gamma: 0.5),
        ["cosine"] = optimizer => lr_scheduler.CosineAnnealingLR(optimizer, 12, eta_min: 0.001),
        ["lambda"] = optimizer => lr_scheduler.LambdaLR(optimizer, epoch => Math.Pow(0.9, epoch)),
    };

    public static TheoryData<string> OptimizerCases => [.. Optimizers.Keys];

    public static TheoryData<string> ScheduleCases => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(OptimizerCases))]
    public void A_hundred_steps_follow_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        var expected = Reference.Of("optimizers", name);
        var (a, b) = (Reference.Tensor(expected.GetProperty("a")), Reference.Tensor(expected.GetProperty("b")));
        var x = new Parameter(Reference.Tensor(expected.GetProperty("x")));
        var y = new Parameter(Reference.Tensor(expected.GetProperty("y")));
        using var optimizer = Optimizers[name]([x, y]);
        foreach (var (point, i) in expected.GetProperty("trajectory").EnumerateArray().Select((point, i) => (point, i)))
        {
            optimizer.zero_grad();
            var residual = a.matmul(x) - b;
            if (i >= 10)
                residual += 0.1 * y;
            residual.square().mean().backward();
            optimizer.step();
            Reference.AssertEqual(point, cat([x, y]), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(ScheduleCases))]
    public void A_schedule_of_two_groups_sets_PyTorchs_rates(string name)
    {
        using var scope = NewDisposeScope();
        SGD.ParamGroup[] groups =
        [
            new() { Parameters = [new Parameter(zeros(1))] },
            new([new Parameter(zeros(1))], new SGD.Options { LearningRate = 0.02 }),
        ];
        using var optimizer = SGD(groups, 0.1);
        var schedule = Schedules[name](optimizer);
        foreach (var rates in Reference.Of("schedules", name).EnumerateArray())
        {
            foreach (var (rate, group) in rates.EnumerateArray().Zip(optimizer.ParamGroups))
                Assert.Equal(rate.GetDouble(), group.LearningRate, tolerance: 1e-9);
            Assert.Equal(optimizer.ParamGroups.Select(group => group.LearningRate), schedule.get_last_lr());
            schedule.step();
        }
    }

    [Fact]
    public void A_closure_gives_the_loss_of_the_step()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(full(1, 3.0));
        using var optimizer = SGD([x], 0.5);
        var loss = optimizer.step(() =>
        {
            var square = x.square().sum();
            square.backward();
            return square;
        });
        Assert.Equal(9f, loss!.item<float>());
        Assert.Equal(0f, x.item<float>());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new(zeros(1))];
        Assert.Throws<ArgumentException>(() => SGD(parameters, -1));
        Assert.Throws<ArgumentException>(() => SGD(parameters, 1, nesterov: true));
    }
}
