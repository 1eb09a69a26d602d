using System.Text.Json;
using HoDsl.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.PyTorch;

/// <summary>Modules start, compute, learn and keep their state as PyTorch's do. Those of PyTorch stand in cases.py under the same names.</summary>
public class ModuleTests
{
    internal static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Modules = new()
    {
        ["conv2d"] = () => Conv2d(4, 6, 3),
        ["conv2d_same"] = () => Conv2d(4, 6, 3, Padding.Same, dilation: 2),
        ["conv2d_valid"] = () => Conv2d(4, 6, 3, Padding.Valid, stride: 2),
        ["conv2d_groups"] = () => Conv2d(4, 6, (1, 3), stride: (1, 2), padding: (0, 1), groups: 2, bias: false),
        ["batch_norm"] = () => BatchNorm2d(4),
        ["batch_norm_plain"] = () => BatchNorm2d(4, eps: 1e-3, momentum: 0.3, affine: false),
        ["batch_norm_without_statistics"] = () => BatchNorm2d(4, track_running_stats: false),
        ["linear"] = () => Linear(5, 3),
        ["linear_without_bias"] = () => Linear(5, 3, hasBias: false),
        ["layer_norm"] = () => LayerNorm(5),
        ["layer_norm_plain"] = () => LayerNorm(5, eps: 1e-3, elementwise_affine: false),
        ["group_norm"] = () => GroupNorm(2, 4),
        ["group_norm_plain"] = () => GroupNorm(4, 4, eps: 1e-3, affine: false),
        ["max_pool"] = () => MaxPool2d(3, stride: 2, padding: 1),
        ["max_pool_of_its_size"] = () => MaxPool2d(2, ceil_mode: true),
        ["average_pool"] = () => AvgPool2d(3, stride: 2, padding: 1, count_include_pad: false),
        ["average_pool_of_its_size"] = () => AvgPool2d(2, divisor_override: 3),
        ["residual"] = () => new Residual(),
        ["identity"] = () => Identity(),
        ["adaptive_average_pool"] = () => AdaptiveAvgPool2d((2, 3)),
        ["flatten"] = () => Flatten(0, 1),
        ["in_place"] = () => Sequential(Linear(5, 8), ReLU(inplace: true), Linear(8, 6), Dropout(0.3, inplace: true)),
        ["dropout"] = () => Dropout(0.3),
        ["dropout_in_memory"] = () => Dropout(0.3),
    };

    public static TheoryData<string> Cases => [.. Modules.Keys.Except(["group_norm", "dropout", "dropout_in_memory"])];

    [OwnBindingFact(WithPackages.NoStartOfGroupNorm)]
    public void A_group_norm_starts_and_runs_as_PyTorchs() => A_module_of_a_seed_starts_and_runs_as_PyTorchs("group_norm");

    [Fact]
    public void A_dropout_draws_as_PyTorchs()
    {
        // From libtorch 2.5 on for the elements as they lie in memory; before, as they are counted.
        string[] orders = Reference.IsOfThisVersion ? ["dropout"] : ["dropout", "dropout_in_memory"];
        var failures = orders.Select(order => Record.Exception(() => A_module_of_a_seed_starts_and_runs_as_PyTorchs(order))).ToList();
        Assert.True(failures.Any(failure => failure is null), failures[^1]?.Message);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_module_of_a_seed_starts_and_runs_as_PyTorchs(string name)
    {
        foreach (var variant in Reference.Of("modules", name).EnumerateObject())
            Reference.Within(variant.Name, () => AssertIsPyTorchs(Modules[name], variant.Name, variant.Value));
    }

    private static void AssertIsPyTorchs(Func<Module<Tensor, Tensor>> make, string variant, JsonElement expected)
    {
        using var scope = NewDisposeScope();
        torch.manual_seed(7);
        using var module = make();
        AssertState(expected.GetProperty("fresh"), module, 1e-7);
        module.to(Reference.TypeOf(variant));
        if (variant == "channels_last")
            TorchExtras.Current.ToChannelsLast(module);
        var exact = expected.GetProperty("exact");
        foreach (var (pass, exactPass, isTraining) in PassesOf(expected).Zip(PassesOf(exact), [true, true, true, false]))
        {
            module.train(isTraining);
            module.zero_grad();
            AssertPass(module, variant, pass, exactPass);
        }

        AssertState(expected.GetProperty("state"), module, Reference.ToleranceOf(variant), exact.GetProperty("state"));
    }

    private static IEnumerable<JsonElement> PassesOf(JsonElement expected) => expected.GetProperty("passes").EnumerateArray();

    private static void AssertPass(Module<Tensor, Tensor> module, string variant, JsonElement expected, JsonElement exact)
    {
        var input = Reference.LaidOut(Reference.Tensor(expected.GetProperty("input")), variant).requires_grad_();
        Tensor? output = null;
        var failure = Record.Exception(() =>
        {
            output = module.call(input);
            Weighed(output).backward();
        });
        if (Reference.Outcome(expected, exact, failure) is not { } outcome)
            return;

        var tolerance = Reference.ToleranceOf(variant);
        AssertEqual("output", output!);
        AssertEqual("input_gradient", input.grad!);
        var gradients = outcome.GetProperty("gradients").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
        Assert.Equal(gradients.Keys.Order(), module.named_parameters().Select(entry => entry.name).Order());
        foreach (var (path, parameter) in module.named_parameters())
            Reference.AssertEqual(gradients[path], parameter.grad!, tolerance, exact.GetProperty("gradients").GetProperty(path));

        void AssertEqual(string name, Tensor actual) => Reference.AssertEqual(outcome.GetProperty(name), actual, tolerance, exact.GetProperty(name));
    }

    private static Tensor Weighed(Tensor output) => (output * Reference.WeightsLike(output)).sum();

    [Fact]
    public void A_state_loads_into_another_module()
    {
        using var scope = NewDisposeScope();
        using var source = new Residual();
        using var target = new Residual();
        target.load_state_dict(source.state_dict());
        foreach (var (path, tensor) in source.state_dict())
            Assert.Equal(Reference.Numbers(tensor), Reference.Numbers(target.state_dict()[path]));
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused() => LoadWhatDoesNotFit();

    [OwnBindingFact(WithPackages.OtherMessages)]
    public void What_does_not_fit_is_named() => Assert.Contains("lacks [bias] and has [extra]", LoadWhatDoesNotFit().Message);

    private static InvalidOperationException LoadWhatDoesNotFit()
    {
        using var scope = NewDisposeScope();
        using var module = Linear(2, 2);
        var state = new Dictionary<string, Tensor> { ["weight"] = torch.zeros(2, 2), ["extra"] = torch.zeros(1) };
        return Assert.Throws<InvalidOperationException>(() => module.load_state_dict(state));
    }

    [Fact]
    public void Moving_a_module_moves_its_parameters_and_their_gradients()
    {
        using var scope = NewDisposeScope();
        using var module = Linear(2, 3);
        module.call(torch.ones(1, 2)).sum().backward();
        module.to(ScalarType.Float64);
        var weight = module.weight;
        Assert.Equal(ScalarType.Float64, weight.dtype);
        Assert.Equal(ScalarType.Float64, weight.grad!.dtype);
        Assert.True(weight.requires_grad && weight.is_leaf);
        Assert.Equal(ScalarType.Float64, module.call(torch.ones([1, 2], ScalarType.Float64)).dtype);
    }

    [OwnBindingFact(WithPackages.NewParameters)]
    public void Moving_a_module_keeps_its_parameters()
    {
        using var module = Linear(2, 3);
        var weight = module.weight;
        module.to(ScalarType.Float64);
        Assert.Same(weight, module.weight);
    }

    [Fact]
    public void Hooks_see_and_change_what_goes_in_and_comes_out()
    {
        using var scope = NewDisposeScope();
        using var module = ReLU();
        var before = module.register_forward_pre_hook((_, input) => input * 2);
        module.register_forward_hook((_, _, output) => output + 1);
        Assert.Equal(7f, module.call(torch.tensor(3f)).item<float>());
        before.remove();
        Assert.Equal(4f, module.call(torch.tensor(3f)).item<float>());
    }

    [Fact]
    public void A_hook_may_take_itself_away()
    {
        using var scope = NewDisposeScope();
        using var module = ReLU();
        HookableModule<Func<Module<Tensor, Tensor>, Tensor, Tensor>, Func<Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover? once = null;
        once = module.register_forward_hook((_, _, output) =>
        {
            once!.remove();
            return output + 1;
        });
        Assert.Equal([4f, 3f], new[] { 0, 1 }.Select(_ => module.call(torch.tensor(3f)).item<float>()));
    }

    [Fact]
    public void Fields_of_a_class_are_registered_under_their_names_but_not_twice()
    {
        using var module = new WithFields();
        Assert.Equal(["registered.weight", "field.weight", "scale"], module.state_dict().Keys.OrderDescending().Order(new ByOrderOf("registered", "field", "scale")));
    }

    [OwnBindingTheory(WithPackages.OtherMessages)]
    [InlineData(3, 4, 2)]
    [InlineData(4, 3, 2)]
    [InlineData(4, 4, 0)]
    [InlineData(4, 4, -2)]
    public void A_convolution_in_groups_that_do_not_divide_its_channels_is_refused(long enter, long leave, long groups)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Conv2d(enter, leave, 3, groups: groups));
        Assert.Equal($"A convolution cannot take {enter} channels to {leave} in {groups} groups: their number must be positive and divide both.", refusal.Message);
    }

    [Fact]
    public void Fields_of_equal_parameters_are_two_parameters()
    {
        using var module = new WithEqualParameters();
        Assert.Equal(["gain", "scale"], module.named_parameters().Select(entry => entry.name).Order());
    }

    private static void AssertState(JsonElement expected, Module module, double tolerance, JsonElement? exact = null)
    {
        var state = module.state_dict();
        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name).Order(), state.Keys.Order());
        foreach (var entry in expected.EnumerateObject())
            Reference.AssertEqual(entry.Value, state[entry.Name], tolerance, exact?.GetProperty(entry.Name));
    }

    /// <summary>The class of the same name in cases.py.</summary>
    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Sequential f = Sequential(BatchNorm2d(4), ReLU(), Conv2d(4, 4, 3, padding: 1, bias: false));
        private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(4, 3));

        public Residual()
            : base(nameof(Residual))
        {
            register_module("f", f);
            register_module("head", head);
        }

        public override Tensor forward(Tensor input) => head.call(input + f.call(input));
    }

    private sealed class WithFields : Module
    {
        private readonly Linear registered = Linear(1, 1, hasBias: false);
        private readonly Linear field = Linear(1, 1, hasBias: false);
        private readonly Parameter scale = Parameter(torch.ones(1));

        public WithFields()
            : base(nameof(WithFields))
        {
            register_module("registered", registered);
            RegisterComponents();
            Assert.Equal(1, scale.numel() * field.in_features);
        }
    }

    private sealed class WithEqualParameters : Module
    {
        private readonly Parameter scale = Parameter(torch.ones(3));
        private readonly Parameter gain = Parameter(torch.ones(3));

        public WithEqualParameters()
            : base(nameof(WithEqualParameters))
        {
            RegisterComponents();
            Assert.True(scale.Equals(gain));
        }
    }

    private sealed class ByOrderOf(params string[] prefixes) : IComparer<string>
    {
        public int Compare(string? x, string? y) => Place(x!) - Place(y!);

        private int Place(string name) => Array.FindIndex(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}
