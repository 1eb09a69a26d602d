using System.Text.Json;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.PyTorch;

/// <summary>Operators give PyTorch's values and gradients. Inputs and functions stand in cases.py under the same names.</summary>
public class OperatorTests
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor>> Operators = new()
    {
        ["add"] = x => x[0] + x[1],
        ["add_alpha"] = x => x[0].add(x[1], alpha: 0.75),
        ["add_number"] = x => x[0] + 2.5,
        ["add_in_place"] = x => x[0].clone().add_(x[1], alpha: -0.5),
        ["sub"] = x => x[0].sub(x[1]),
        ["sub_number"] = x => x[0] - 2,
        ["number_sub"] = x => 2 - x[0],
        ["mul"] = x => x[0].mul(x[1]),
        ["mul_number"] = x => 0.3 * x[0],
        ["div"] = x => x[0] / x[1],
        ["div_number"] = x => x[0] / 0.3,
        ["number_div"] = x => 1 / x[0],
        ["div_floor"] = x => x[0].div(x[1], RoundingMode.floor),
        ["addcmul"] = x => x[0].addcmul(x[1], x[2], value: 0.4),
        ["neg"] = x => x[0].neg(),
        ["minus"] = x => -x[0],
        ["abs"] = x => x[0].abs(),
        ["square"] = x => x[0].square(),
        ["sqrt"] = x => x[0].sqrt(),
        ["exp"] = x => x[0].exp(),
        ["log"] = x => x[0].log(),
        ["pow"] = x => x[0].pow(3),
        ["matmul"] = x => x[0].matmul(x[1]),
        ["matmul_batch"] = x => x[0].matmul(x[1]),
        ["clamp"] = x => x[0].clamp(-0.5, 0.5),
        ["clamp_above"] = x => x[0].clamp(max: 0.1.ToScalar()),
        ["relu"] = x => x[0].relu(),
        ["relu_in_place"] = x => x[0].clone().relu_(),
        ["relu_function"] = x => functional.relu(x[0].clone(), inplace: true),
        ["gelu"] = x => x[0].gelu(),
        ["sigmoid"] = x => x[0].sigmoid(),
        ["tanh"] = x => x[0].tanh(),
        ["hardsigmoid"] = x => (4 * x[0]).hardsigmoid(),
        ["where"] = x => torch.where(x[0].gt(x[1]), x[0], x[1]),
        ["where_of_a_tensor"] = x => x[0].where(x[0].gt(x[1]), x[1]),
        ["sum"] = x => x[0].sum(),
        ["sum_dim"] = x => x[0].sum(1),
        ["sum_dims"] = x => x[0].sum(new long[] { 0, 2 }, keepdim: true),
        ["mean"] = x => x[0].mean(),
        ["mean_dims"] = x => x[0].mean([2, 3]),
        ["var"] = x => x[0].var(),
        ["var_biased"] = x => x[0].var(unbiased: false),
        ["std_dims"] = x => x[0].std(new long[] { 0 }),
        ["max"] = x => x[0].max(),
        ["max_dim"] = x => x[0].max(1).values,
        ["max_indices"] = x => x[0].max(1).indexes,
        ["max_of_two"] = x => x[0].max(x[1]),
        ["min"] = x => x[0].min(),
        ["min_dim"] = x => x[0].min(0).values,
        ["argmax"] = x => x[0].argmax(1),
        ["norm"] = x => x[0].norm(),
        ["norm_p"] = x => x[0].norm(1f),
        ["eq"] = x => x[0].eq(x[1]),
        ["lt_number"] = x => x[0].lt(0.2),
        ["isfinite"] = x => (x[0] / 0).isfinite(),
        ["view"] = x => x[0].view(2, -1),
        ["reshape_of_transpose"] = x => x[0].t().reshape(-1),
        ["flatten"] = x => x[0].flatten(1),
        ["permute"] = x => x[0].permute(2, 0, 1),
        ["squeeze"] = x => x[0].squeeze(1),
        ["unsqueeze"] = x => x[0].unsqueeze(0),
        ["expand"] = x => x[0].expand(3, 4),
        ["flip"] = x => x[0].flip(1),
        ["select"] = x => x[0][1],
        ["slices"] = x => x[0][1.., TensorIndex.Ellipsis, TensorIndex.Slice(step: 2)],
        ["from_the_end"] = x => x[0][^2.., TensorIndex.None, ^1],
        ["listed"] = x => x[0].index(TensorIndex.Colon, TensorIndex.Tensor(Indices(x, 2, 0, 2))),
        ["narrow"] = x => x[0].narrow(1, 1, 2),
        ["index_select"] = x => x[0].index_select(0, Indices(x, 2, 0)),
        ["gather"] = x => x[0].gather(1, Indices(x, 1, 0, 3).view(3, 1)),
        ["cat"] = x => torch.cat([x[0], x[1]], 1),
        ["stack"] = x => torch.stack([x[0], x[1]], 1),
        ["unbind"] = x => x[0].unbind(1)[1] * x[0].unbind(1)[2],
        ["pad"] = x => functional.pad(x[0], [1, 2, 0, 1], value: 3),
        ["pad_replicate"] = x => functional.pad(x[0], [1, 2, 1, 1], PaddingModes.Replicate),
        ["pad_circular"] = x => functional.pad(x[0], [1, 2, 1, 1], PaddingModes.Circular),
        ["pad_reflect"] = x => functional.pad(x[0], [1, 2, 1, 1], PaddingModes.Reflect),
        ["softmax"] = x => x[0].softmax(1),
        ["softmax_in_double"] = x => functional.softmax(x[0], 1, ScalarType.Float64),
        ["log_softmax"] = x => functional.log_softmax(x[0], 1),
        ["log_softmax_in_double"] = x => x[0].log_softmax(1, ScalarType.Float64),
        ["linear"] = x => functional.linear(x[0], x[1], x[2]),
        ["conv2d"] = x => functional.conv2d(x[0], x[1], x[2], padding: [1, 1]),
        ["conv2d_strided"] = x => functional.conv2d(x[0], x[1], strides: [2, 1], padding: [1, 2], dilation: [2, 2], groups: 2),
        ["conv2d_pointwise"] = x => functional.conv2d(x[0], x[1], x[2], strides: [2, 3], padding: [2, 1], dilation: [2, 2]),
        ["conv2d_channels_last"] = x => functional.conv2d(TorchExtras.Current.ToChannelsLast(x[0]), x[1], padding: [1, 1]),
        ["layer_norm"] = x => functional.layer_norm(x[0], [3, 4], x[1], x[2], eps: 1e-3),
        ["group_norm"] = x => functional.group_norm(x[0], 2, x[1], x[2], eps: 1e-3),
        ["batch_norm_eval"] = x => functional.batch_norm(x[0], x[1].detach(), x[2].detach(), x[3], x[4]),
        ["avg_pool2d"] = x => functional.avg_pool2d(x[0], 3, stride: 2, padding: 1),
        ["avg_pool2d_oblong"] = x => functional.avg_pool2d(x[0], [3, 2], padding: [1, 0], count_include_pad: false),
        ["max_pool2d"] = x => functional.max_pool2d(x[0], [3, 2], strides: [2, 1], padding: [1, 0], dilation: [1, 2]),
        ["adaptive_avg_pool2d"] = x => functional.adaptive_avg_pool2d(x[0], [2, 3]),
        ["cross_entropy"] = x => functional.cross_entropy(x[0], Indices(x, 1, 0, 3)),
        ["cross_entropy_smooth"] = x => functional.cross_entropy(x[0], Indices(x, 1, -100, 3), x[1].detach(), reduction: Reduction.Sum, label_smoothing: 0.1),
        ["cross_entropy_of_each"] = x => functional.cross_entropy(x[0], Indices(x, 1, 2, 3), ignore_index: 2, reduction: Reduction.None),
        ["cross_entropy_without_a_class"] = x => functional.cross_entropy(x[0], Indices(x, 1, 0, 3), ignore_index: 0),
        ["mse_loss"] = x => functional.mse_loss(x[0], x[1]),
        ["mse_loss_of_each"] = x => functional.mse_loss(x[0], x[1], Reduction.None),
        ["empty_batch"] = x => functional.conv2d(x[0], x[1]).relu().sum(new long[] { 0, 2, 3 }),
        ["add_number_in_place"] = x => x[0].clone().add_(2.5),
        ["sub_in_place"] = x => x[0].clone().sub_(x[1]),
        ["sub_number_in_place"] = x => x[0].clone().sub_(2),
        ["mul_in_place"] = x => x[0].clone().mul_(x[1]),
        ["mul_number_in_place"] = x => x[0].clone().mul_(0.3),
        ["div_truncated"] = x => x[0].div(x[1], RoundingMode.trunc),
        ["div_number_floor"] = x => x[0].div(0.3, RoundingMode.floor),
        ["addcmul_in_place"] = x => x[0].clone().addcmul_(x[1], x[2], value: 0.4),
        ["clamp_in_place"] = x => x[0].clone().clamp_(min: -0.5),
        ["sum_in_double"] = x => x[0].sum(ScalarType.Float64),
        ["mean_dims_kept"] = x => x[0].mean([1], keepdim: true),
        ["var_dims"] = x => x[0].var(new long[] { 1 }, unbiased: true, keepdim: true),
        ["std"] = x => x[0].std(),
        ["min_of_two"] = x => x[0].min(x[1]),
        ["all"] = x => x[0].gt(-9).all(),
        ["eq_number"] = x => x[0].eq(0.5),
        ["ne"] = x => x[0].ne(x[1]),
        ["ne_number"] = x => x[0].ne(0.5),
        ["lt"] = x => x[0].lt(x[1]),
        ["le"] = x => x[0].le(x[1]),
        ["le_number"] = x => x[0].le(0.2),
        ["gt"] = x => x[0].gt(x[1]),
        ["gt_number"] = x => x[0].gt(0.2),
        ["ge"] = x => x[0].ge(x[1]),
        ["ge_number"] = x => x[0].ge(0.2),
        ["transpose"] = x => x[0].transpose(0, -1),
        ["squeeze_all"] = x => x[0].squeeze(),
        ["to_double"] = x => x[0].to(ScalarType.Float64),
        ["to_type"] = x => x[0].to_type(ScalarType.Float64),
        ["cpu"] = x => x[0].cpu(),
        ["contiguous"] = x => x[0].t().contiguous(),
        ["copied"] = x => torch.zeros_like(x[1]).copy_(x[0]),
        ["zeroed"] = x => x[0].detach().clone().zero_(),
        ["filled"] = x => x[0].clone().fill_(1.5),
        ["set_to_zeros"] = x => init.zeros_(x[0].detach().clone()),
        ["set_to_ones"] = x => init.ones_(x[0].detach().clone()),
        ["set_to_a_constant"] = x => init.constant_(x[0].detach().clone(), 0.3),
        ["written_into"] = x =>
        {
            var copy = x[0].clone();
            copy[1..] = x[1];
            return copy;
        },
    };

    /// <summary>Tensors out of nothing, and numbers.</summary>
    internal static readonly Dictionary<string, Func<Tensor>> Made = new()
    {
        ["zeros"] = () => torch.zeros(2, 3),
        ["zeros_like"] = () => torch.zeros_like(torch.arange(3)),
        ["empty_like"] = () => torch.empty_like(torch.ones(3)).zero_(),
        ["ones"] = () => torch.ones([2, 3], ScalarType.Float64),
        ["full"] = () => torch.full([2, 3], 1.5),
        ["full_of_integers"] = () => torch.full(2, 3),
        ["full_of_truth"] = () => torch.full(2, true),
        ["arange"] = () => torch.arange(4),
        ["arange_from"] = () => torch.arange(2, 5),
        ["arange_of_reals"] = () => torch.arange(0.5, 3, 0.75),
        ["arange_typed"] = () => torch.arange(0, 6, 2, ScalarType.Float64),
        ["gains"] = () => torch.tensor(new[]
        {
            init.calculate_gain(init.NonlinearityType.Linear), init.calculate_gain(init.NonlinearityType.Conv2D), init.calculate_gain(init.NonlinearityType.Sigmoid),
            init.calculate_gain(init.NonlinearityType.Tanh), init.calculate_gain(init.NonlinearityType.ReLU), init.calculate_gain(init.NonlinearityType.LeakyReLU, 0.2),
        }),
        ["fans"] = () =>
        {
            var (fanIn, fanOut) = init.CalculateFanInAndFanOut(torch.empty([4, 3, 2, 5]));
            return torch.tensor(new[] { fanIn, fanOut });
        },
    };

    /// <summary>Random numbers, in this order after one seed.</summary>
    internal static readonly Dictionary<string, Func<Tensor>> Drawn = new()
    {
        ["rand"] = () => torch.rand(5),
        ["randn"] = () => torch.randn(17),
        ["randint"] = () => torch.randint(3, 9, [8]),
        ["randperm"] = () => torch.randperm(9),
        ["normal_"] = () => torch.empty([6]).normal_(1, 2),
        ["uniform_"] = () => torch.empty([6]).uniform_(-1, 2),
        ["kaiming_normal_"] = () => init.kaiming_normal_(torch.empty([4, 3, 2, 2]), nonlinearity: init.NonlinearityType.ReLU),
        ["kaiming_uniform_"] = () => init.kaiming_uniform_(torch.empty([4, 3]), a: 1, mode: init.FanInOut.FanOut),
        ["dropout"] = () => functional.dropout(torch.ones(12), 0.4),
        ["randn_like"] = () => torch.randn_like(torch.empty([5])),
        ["init_normal_"] = () => init.normal_(torch.empty([6]), 1, 2),
        ["init_uniform_"] = () => init.uniform_(torch.empty([6]), -1, 2),
    };

    private static Tensor Indices(Tensor[] inputs, params long[] numbers) => torch.tensor(numbers).to(inputs[0].device);

    public static TheoryData<string> Cases => [.. Operators.Keys.Except(["var_biased"])];

    [OwnBindingFact(WithPackages.NoBiasedVariance)]
    public void A_biased_variance_is_PyTorchs() => Values_gradients_and_errors_are_PyTorchs("var_biased");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_gradients_and_errors_are_PyTorchs(string name)
    {
        foreach (var variant in Reference.Of("operators", name).EnumerateObject())
            Reference.Within(variant.Name, () => AssertIsPyTorchs(Operators[name], variant.Name, variant.Value));
    }

    [Fact]
    public void Every_case_of_PyTorch_has_an_operator_here() =>
        Assert.Equal(Reference.NamesOf("operators").Order(), Operators.Keys.Order());

    private static void AssertIsPyTorchs(Func<Tensor[], Tensor> compute, string variant, JsonElement expected)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [.. expected.GetProperty("inputs").EnumerateArray().Select(input => Reference.LaidOut(Reference.Tensor(input), variant).requires_grad_())];
        var exact = expected.GetProperty("exact");
        Tensor? output = null;
        var failure = Record.Exception(() =>
        {
            output = compute(inputs);
            if (output.requires_grad)
                Weighed(output).backward();
        });
        if (Reference.Outcome(expected, exact, failure) is not { } outcome)
            return;

        var tolerance = Reference.ToleranceOf(variant);
        Reference.AssertEqual(outcome.GetProperty("output"), output!, tolerance, exact.GetProperty("output"));
        var gradients = outcome.GetProperty("gradients").EnumerateArray().ToList();
        Assert.Equal(gradients.Count > 0, output!.requires_grad);
        foreach (var (gradient, exactGradient, input) in gradients.Zip(exact.GetProperty("gradients").EnumerateArray(), inputs))
        {
            if (gradient.ValueKind == JsonValueKind.Null)
                Assert.Null(input.grad);
            else
                Reference.AssertEqual(gradient, input.grad!, tolerance, exactGradient);
        }
    }

    private static Tensor Weighed(Tensor output) => (output * Reference.WeightsLike(output)).sum();

    [Fact]
    public void What_is_made_is_PyTorchs()
    {
        Assert.Equal(Reference.NamesOf("made"), Made.Keys);
        foreach (var name in Made.Keys.Except(["full_of_truth"]))
            AssertIsMade(name);
    }

    [OwnBindingFact(WithPackages.TruthAsNumbers)]
    public void What_is_full_of_a_truth_value_is_PyTorchs() => AssertIsMade("full_of_truth");

    private static void AssertIsMade(string name)
    {
        using var scope = NewDisposeScope();
        Reference.Within(name, () => Reference.AssertEqual(Reference.Of("made", name), Made[name](), 1e-7));
    }

    [Fact]
    public void Random_numbers_of_a_seed_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        torch.manual_seed(11);
        Assert.Equal(Reference.NamesOf("random"), Drawn.Keys);
        foreach (var (name, draw) in Drawn)
            Reference.Within(name, () => Reference.AssertEqual(Reference.Of("random", name), draw(), 1e-7));
    }
}
