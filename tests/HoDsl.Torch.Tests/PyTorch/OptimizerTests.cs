using HoDsl.Tests;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace HoDsl.Torch.Tests.PyTorch;

/// <summary>Optimizers and schedules take PyTorch's ways. Their options stand in cases.py under the same names.</summary>
public class OptimizerTests
{
    private static readonly Dictionary<string, Func<Parameter[], OptimizerHelper>> Optimizers = new()
    {
        ["sgd"] = parameters => SGD(parameters, 0.05),
        ["sgd_momentum"] = parameters => SGD(parameters, 0.05, momentum: 0.9),
        ["sgd_dampening"] = parameters => SGD(parameters, 0.05, momentum: 0.9, dampening: 0.3),
        ["sgd_weight_decay"] = parameters => SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.02),
        ["sgd_nesterov"] = parameters => SGD(parameters, 0.05, momentum: 0.9, weight_decay: 0.02, nesterov: true),
        ["sgd_maximize"] = parameters => SGD(parameters, 0.001, momentum: 0.5, maximize: true),
        ["sgd_maximize_decay"] = parameters => SGD(parameters, 0.001, momentum: 0.5, weight_decay: 0.5, maximize: true),
        ["adamw"] = parameters => AdamW(parameters, 0.02),
        ["adamw_weight_decay"] = parameters => AdamW(parameters, 0.02, 0.8, 0.99, 1e-4, weight_decay: 0.1),
        ["adamw_amsgrad"] = parameters => AdamW(parameters, 0.05, beta2: 0.9, weight_decay: 0.01, amsgrad: true),
        ["adamw_maximize"] = parameters => AdamW(parameters, 0.001, weight_decay: 0.5, maximize: true),
    };

    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> Schedules = new()
    {
        ["step"] = optimizer => lr_scheduler.StepLR(optimizer, 7, gamma: 0.3),
        ["multi_step"] = optimizer => lr_scheduler.MultiStepLR(optimizer, [3, 8, 20], gamma: 0.5),
        ["multi_step_twice"] = optimizer => lr_scheduler.MultiStepLR(optimizer, [3, 8, 8, 20], gamma: 0.5),
        ["cosine"] = optimizer => lr_scheduler.CosineAnnealingLR(optimizer, 12, eta_min: 0.001),
        ["lambda"] = optimizer => lr_scheduler.LambdaLR(optimizer, epoch => Math.Pow(0.9, epoch)),
    };

    /// <summary>How a new optimizer takes over from the last after every seventh step, or null for one that makes all steps.</summary>
    private static readonly Dictionary<string, Action<OptimizerHelper, OptimizerHelper>?> Successions = new()
    {
        ["one"] = null,
        ["copied"] = (last, next) => next.load_state_dict(last.state_dict()),
    };

    public static TheoryData<string, string> Runs => Each(Optimizers.Keys.Except(["sgd_maximize_decay"]), "one");

    public static TheoryData<string, string> CopiesOfAdamW => Each(Named("adamw"), "copied");

    public static TheoryData<string, string> CopiesOfSgd => Each(Named("sgd"), "copied");

    public static TheoryData<string> ScheduleCases => [.. Schedules.Keys.Except(["multi_step_twice"])];

    private static TheoryData<string, string> Each(IEnumerable<string> names, params string[] successions)
    {
        var cases = new TheoryData<string, string>();
        foreach (var name in names)
        {
            foreach (var succession in successions)
                cases.Add(name, succession);
        }

        return cases;
    }

    private static IEnumerable<string> Named(string kind) => Optimizers.Keys.Where(name => name.StartsWith(kind, StringComparison.Ordinal));

    [OwnBindingTheory(WithPackages.OtherSgd)]
    [MemberData(nameof(CopiesOfSgd))]
    [InlineData("sgd_maximize_decay", "one")]
    public void A_hundred_steps_that_TorchSharps_SGD_does_otherwise_follow_PyTorchs(string name, string succession) =>
        A_hundred_steps_follow_PyTorchs(name, succession);

    [Theory]
    [MemberData(nameof(Runs))]
    [MemberData(nameof(CopiesOfAdamW))]
    public void A_hundred_steps_follow_PyTorchs(string name, string succession)
    {
        using var scope = NewDisposeScope();
        var expected = Reference.Of("optimizers", name);
        var (a, b) = (Reference.Tensor(expected.GetProperty("a")), Reference.Tensor(expected.GetProperty("b")));
        var x = new Parameter(Reference.Tensor(expected.GetProperty("x")));
        var y = new Parameter(Reference.Tensor(expected.GetProperty("y")));
        var optimizer = Optimizers[name]([x, y]);
        foreach (var (point, i) in expected.GetProperty("trajectory").EnumerateArray().Select((point, i) => (point, i)))
        {
            if (i % 7 == 6 && Successions[succession] is { } succeed)
            {
                using var last = optimizer;
                optimizer = Optimizers[name]([x, y]);
                succeed(last, optimizer);
            }

            optimizer.zero_grad();
            var residual = a.matmul(x) - b;
            if (i >= 10)
                residual += 0.1 * y;
            residual.square().mean().backward();
            optimizer.step();
            Reference.AssertEqual(point, cat([x, y]), 1e-5);
        }

        optimizer.Dispose();
    }

    /// <summary>Whatever their number, layout and type, the parameters of one optimizer go as by operators on each.</summary>
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0.9, 0, false)]
    [InlineData(0.9, 0.25, false)]
    [InlineData(0.9, 0, true)]
    public void Parameters_of_all_layouts_and_types_take_steps_together(double momentum, double dampening, bool nesterov)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor[] starts =
        [
            randn(70_001), randn(3), randn(4, 3, 5, 5), randn(6, 5).t(), randn(70_001).to(float64), randn(33).to(bfloat16), zeros(0), randn(5),
        ];
        var expected = starts.Select(start => start.to(float64, copy: true)).ToArray();
        var parameters = starts.Select(start => new Parameter(start)).ToArray();
        var directions = new Tensor?[starts.Length];
        using var optimizer = SGD(parameters, 0.1, momentum, dampening, weight_decay: 0.01, nesterov);
        for (var step = 0; step < 3; step++)
        {
            // The last one has no gradient.
            for (var i = 0; i < starts.Length - 1; i++)
            {
                // One lies in memory in another order than its parameter.
                var gradient = parameters[i].dim() == 4 ? randn(4, 5, 5, 3).permute(0, 3, 1, 2) : randn_like(parameters[i]);
                parameters[i].grad = gradient;
                var towards = gradient.to(float64) + (0.01 * expected[i]);
                directions[i] = directions[i] is { } last ? (momentum * last) + ((1 - dampening) * towards) : towards;
                expected[i] -= 0.1 * (nesterov ? towards + (momentum * directions[i]!) : momentum == 0 ? towards : directions[i]!);
            }

            optimizer.step();
        }

        foreach (var (actual, exact) in parameters.Zip(expected))
            Assert.True(actual.to(float64).allclose(exact, rtol: Tolerance(actual), atol: Tolerance(actual)), $"{actual.dtype}, {actual.numel()} elements");

        static double Tolerance(Tensor tensor) => tensor.dtype == bfloat16 ? 2e-2 : tensor.dtype == float64 ? 1e-12 : 1e-5;
    }

    [Fact]
    public void A_state_of_more_parameters_is_refused()
    {
        using var scope = NewDisposeScope();
        using var optimizer = AdamW([new Parameter(zeros([2])), new Parameter(zeros([3]))]);
        using var other = AdamW([new Parameter(zeros([2]))]);
        Assert.Throws<ArgumentException>(() => other.load_state_dict(optimizer.state_dict()));
    }

    /// <summary>As PyTorch does; TorchSharp disposes what it is about to read.</summary>
    [OwnBindingFact(WithPackages.OtherSgd)]
    public void A_state_is_kept_that_is_loaded_where_it_comes_from()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(full(1, 3.0));
        using var optimizer = SGD([x], 0.5, momentum: 0.9);
        x.grad = ones(1);
        optimizer.step();
        optimizer.load_state_dict(optimizer.state_dict());
        optimizer.step();
        Assert.Equal(3 - 0.5 - (0.5 * 1.9), x.item<float>(), 1e-6);
    }

    [OwnBindingFact(WithPackages.OtherMilestones)]
    public void A_milestone_named_twice_counts_twice() => A_schedule_of_two_groups_sets_PyTorchs_rates("multi_step_twice");

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
    public void What_a_closure_keeps_outlives_the_step()
    {
        using var scope = NewDisposeScope();
        var x = new Parameter(full(1, 3.0));
        using var optimizer = SGD([x], 0.5);
        Tensor? kept = null;
        optimizer.step(() =>
        {
            kept = x * 2;
            var loss = kept.sum();
            loss.backward();
            return loss;
        });
        Assert.Equal(6f, kept!.item<float>());
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
