using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.OwnOperators;

/// <summary>A chain against its links called one after the other.</summary>
public sealed class ChainTests : IDisposable
{
    // Letters stand for links: n a norm with its ReLU, c a convolution, b one with a bias, s one of stride 2, g one of two groups, d a dilated one,
    // p one of single pixels.
    private static readonly string[] Chains = ["ncnc", "cncn", "cnc", "n", "c", "nb", "bs", "nsng", "ndn", "pn"];

    // The height of maps that are large enough for norms to be folded.
    private const long FoldedSize = 212;

    private const string OfScale = "gradient of the scale";

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var letters in Chains)
        {
            foreach (var precision in new[] { "Float64", "Float32", "BFloat16", "autocast" })
            {
                cases.Add(letters, precision, true);
                cases.Add(letters, precision, false);
            }
        }

        return cases;
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_gradients_and_statistics_are_those_of_the_links(string letters, string precision, bool training)
    {
        var (type, casts) = precision == "autocast" ? (ScalarType.Float32, true) : (Enum.Parse<ScalarType>(precision), false);
        var errors = new Errors();
        for (var seed = 0; seed < 20; seed++)
        {
            Chained Links(ScalarType own) => new(letters, own, training, type, seed: seed);
            errors.Add(Run(Links(ScalarType.Float64), OneByOne), Run(Links(type), OneByOne, casts), Run(Links(type), Whole, casts));
        }

        errors.AssertWithin(precision);
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Under_autocast_all_is_rounded_as_PyTorch_rounds_it(string instructions)
    {
        // Many of these lie in the middle between two numbers of bfloat16.
        static Chained Coarse()
        {
            var chained = new Chained("b");
            using var constant = no_grad();
            foreach (var (tensor, steps) in chained.Parameters.Select(parameter => (parameter, 4096)).Append((chained.Input, 256)))
                tensor.copy_((tensor * steps).to(ScalarType.Int32).to(ScalarType.Float32) / steps);
            return chained;
        }

        var expected = Run(Coarse(), OneByOne, casts: true);
        using var chosen = Instructions.Use(instructions);
        var actual = Run(Coarse(), Whole, casts: true);
        Assert.All(expected, pair => Assert.Equal(0, Distance(actual[pair.Key], pair.Value)));
    }

    public static TheoryData<string, string, bool, bool> CasesOfScale()
    {
        var cases = new TheoryData<string, string, bool, bool>();
        foreach (var letters in new[] { "ncnc", "cnb", "nsng", "ncn", "n" })
        {
            foreach (var precision in new[] { "Float64", "Float32", "autocast" })
            {
                foreach (var perChannel in new[] { false, true })
                {
                    cases.Add(letters, precision, perChannel, true);
                    cases.Add(letters, precision, perChannel, false);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(CasesOfScale))]
    public void A_scale_multiplies_what_the_links_give(string letters, string precision, bool perChannel, bool isChannelsLast)
    {
        var type = precision == "Float64" ? ScalarType.Float64 : ScalarType.Float32;
        // In the gradients of the first norm most cancels: how much of the rounding does differs from draw to draw.
        var draws = precision == "autocast" ? 100 : 5;
        foreach (var size in new[] { 0.0, -0.75, 1e-3 })
        {
            Dictionary<string, Tensor> Scaled(int seed, ScalarType type, bool casts, Func<Chained, Tensor, Tensor> forward)
            {
                var chained = new Chained(letters, type, seed: seed);
                if (!isChannelsLast)
                    chained = new Chained(letters, type, seed: seed) { Input = chained.Input.detach().contiguous().requires_grad_() };
                var scale = ((perChannel ? rand([8, 1, 1]) + 0.5 : ones(Array.Empty<long>())).to(type) * size).requires_grad_();
                var outcome = Run(chained, each => forward(each, scale), casts);
                outcome[OfScale] = scale.grad!;
                return outcome;
            }

            // The products of a map with its gradient cancel in the gradient of a scale, their rounding does not.
            double Products(int seed)
            {
                var map = OneByOne(new Chained(letters, ScalarType.Float64, seed: seed)).detach();
                return (map * GradientLike(map)).norm().item<double>();
            }

            static Tensor Behind(Chained chained, Tensor scale) => OneByOne(chained) is var map ? map * scale.to(map.dtype) : map;
            var errors = new Errors();
            for (var seed = 0; seed < draws; seed++)
            {
                errors.Add(
                    Scaled(seed, ScalarType.Float64, casts: false, Behind),
                    Scaled(seed, type, precision == "autocast", Behind),
                    Scaled(seed, type, precision == "autocast", (chained, scale) => Extras.Chain(chained.Links, chained.Input, scale)),
                    new() { [OfScale] = Products(seed) });
            }

            errors.AssertWithin(precision);
        }
    }

    [Fact]
    public void A_scale_is_taken_by_convolutions_that_end_a_chain_and_where_nobody_looks()
    {
        Assert.True(Extras.ScalesChain(new Chained("ncnc").Links));
        Assert.True(Extras.ScalesChain(new Chained("b").Links));
        Assert.False(Extras.ScalesChain(new Chained("ncn").Links));

        var chained = new Chained("nc");
        var hook = chained.Links[1].Convolution!.register_forward_hook((_, _, output) => output);
        Assert.False(Extras.ScalesChain(chained.Links));
        Assert.False(Extras.IsUnseen(chained.Links[1].Convolution!));
        hook.remove();
        Assert.True(Extras.ScalesChain(chained.Links));
        Assert.True(Extras.IsUnseen(chained.Links[1].Convolution!));
    }

    public static TheoryData<string> InstructionSets() => [.. Instructions.OfThisProcessor];

    public static TheoryData<string, string, long, long> CasesOfInference()
    {
        var cases = new TheoryData<string, string, long, long>();
        foreach (var precision in new[] { "Float64", "Float32", "BFloat16", "autocast" })
        {
            foreach (var letters in Chains)
                cases.Add(letters, precision, 1, 9);
            // Norms behind the convolutions of large maps are folded into them.
            cases.Add("ncncn", precision, 3, FoldedSize);
            cases.Add("bngndnpn", precision, 3, FoldedSize);
            cases.Add("sn", precision, 3, 2 * FoldedSize);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(CasesOfInference))]
    public void What_it_infers_is_what_the_links_infer(string letters, string precision, long batch, long size)
    {
        using var constant = no_grad();
        var type = precision == "autocast" ? ScalarType.Float32 : Enum.Parse<ScalarType>(precision);
        var casts = precision == "autocast";
        var exact = OneByOne(new Chained(letters, ScalarType.Float64, training: false, type, batch, size));
        var chained = new Chained(letters, type, training: false, type, batch, size);
        var (plain, own) = (Infer(chained, OneByOne, casts), Infer(chained, Whole, casts));
        Assert.Equal(plain.dtype, own.dtype);
        var tolerance = type == ScalarType.Float64 ? 1e-14 : type == ScalarType.Float32 && !casts ? 1e-6 : Distance(plain, exact) + 1e-6;
        Assert.True(Distance(own, exact) <= tolerance, $"{Distance(own, exact)}, link by link {Distance(plain, exact)}");
        Assert.Equal(0, Distance(chained.Input, new Chained(letters, type, training: false, type, batch, size).Input));
    }

    [Theory]
    [InlineData(false, false, FoldedSize, 0)]
    [InlineData(false, false, 9, 1)]
    [InlineData(true, false, FoldedSize, 1)]
    [InlineData(false, true, FoldedSize, 1)]
    public void A_norm_is_folded_into_the_convolution_of_a_large_map_in_inference(bool training, bool gradients, long size, double passes)
    {
        using var recorded = gradients ? enable_grad() : no_grad();
        var chained = new Chained("cn", training: training, size: size);
        var norms = Extras.Profile(() => Whole(chained))!.Where(time => time.Name == "hodsl::batch_norm_relu_forward").Sum(time => time.Calls);
        Assert.Equal(HasConvolutionRelu ? passes : 1, norms);
    }

    [Fact]
    public void What_is_folded_changes_with_the_weights_and_statistics()
    {
        using var constant = no_grad();
        var chained = new Chained("bnbn", training: false, size: FoldedSize);
        foreach (var tensor in chained.Tensors.Where(tensor => tensor.dtype == ScalarType.Float32))
        {
            Whole(chained);
            tensor.add_(0.5);
            Assert.True(Distance(Whole(chained), OneByOne(chained)) < 1e-6);
        }
    }

    [Fact]
    public void An_empty_batch_is_what_the_links_make_of_it()
    {
        // That is a map, or libtorch's complaint about the layout.
        static string Answer(Func<Chained, Tensor> forward)
        {
            var chained = new Chained("ncnc", training: false, batch: 0);
            return Record.Exception(() => forward(chained))?.Message ?? string.Join(',', forward(chained).shape);
        }

        using var constant = no_grad();
        Assert.Equal(Answer(OneByOne), Answer(Whole));
    }

    [Fact]
    public void A_chain_is_one_node_of_the_backward_graph()
    {
        static double Nodes(Func<Chained, Tensor> forward)
        {
            var chained = new Chained("ncnc");
            return Extras.Profile(() => forward(chained).sum().backward())!
                .Where(time => time.Name.Contains("evaluate_function") && !time.Name.Contains("AccumulateGrad")).Sum(time => time.Calls);
        }

        // Beside the sum there are two norms, two ReLUs and two convolutions, or the chain.
        Assert.Equal(7, Nodes(OneByOne));
        Assert.Equal(2, Nodes(Whole));
    }

    [Theory]
    [InlineData("ncnc")]
    [InlineData("cnb")]
    public void Its_gradient_can_be_differentiated(string letters)
    {
        Dictionary<string, Tensor> SecondOrder(Func<Chained, Tensor> forward)
        {
            var chained = new Chained(letters, ScalarType.Float64);
            var first = autograd.grad([forward(chained).pow(3).sum()], [chained.Input], retain_graph: true, create_graph: true)[0];
            first.square().sum().backward();
            return chained.Outcome(first);
        }

        var (expected, actual) = (SecondOrder(OneByOne), SecondOrder(Whole));
        Assert.All(expected, pair => Assert.True(Distance(actual[pair.Key], pair.Value) < 1e-9, pair.Key));
    }

    /// <summary>What a chain reads may come from its own weights.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_gradient_can_be_differentiated_where_weights_are_used_twice(bool inOneChain)
    {
        Dictionary<string, Tensor> SecondOrder(Func<Chained, Tensor> twice)
        {
            var chained = new Chained("nc", ScalarType.Float64);
            var first = autograd.grad([twice(chained).pow(3).sum()], [chained.Input, chained.Links[1].Convolution!.weight], retain_graph: true, create_graph: true);
            (first[0].square().sum() + first[1].square().sum()).backward();
            return chained.Outcome(first[0]);
        }

        var expected = SecondOrder(chained => OneByOne(chained, OneByOne(chained, chained.Input)));
        var actual = SecondOrder(chained => inOneChain
            ? Extras.Chain([.. chained.Links, .. chained.Links], chained.Input)
            : Extras.Chain(chained.Links, Whole(chained)));
        Assert.All(expected, pair => Assert.True(Distance(actual[pair.Key], pair.Value) < 1e-9, pair.Key));
    }

    [Fact]
    public void Two_backward_passes_over_one_graph_give_twice_the_gradient()
    {
        var chained = new Chained("ncnc");
        var loss = Whole(chained).square().sum();
        loss.backward(retain_graph: true);
        var once = chained.Input.grad!.clone();
        loss.backward();
        Assert.Equal((once * 2).data<float>(), chained.Input.grad!.data<float>());
        Assert.Contains("second time", Assert.Throws<ExternalException>(() => loss.backward()).Message);
    }

    [Fact]
    public void Gradients_of_some_tensors_alone_are_the_same()
    {
        var chained = new Chained("ncnc");
        Whole(chained).square().sum().backward();
        foreach (var asked in chained.Parameters.Append(chained.Input))
        {
            var alone = autograd.grad([Whole(chained).square().sum()], [asked])[0];
            Assert.Equal(asked.grad!.data<float>(), alone.data<float>());
        }
    }

    [Fact]
    public void An_input_without_a_gradient_gets_none()
    {
        var chained = new Chained("cnc");
        chained.Input.requires_grad_(false);
        Whole(chained).sum().backward();
        Assert.Null(chained.Input.grad);
        Assert.All(chained.Parameters, parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void A_weight_that_changed_before_the_backward_pass_is_noticed()
    {
        var chained = new Chained("cn");
        var loss = Whole(chained).sum();
        using (no_grad())
            chained.Parameters.First().add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => loss.backward()).Message);
    }

    [Fact]
    public void A_map_that_changed_before_the_backward_pass_is_noticed()
    {
        var chained = new Chained("cn");
        var map = chained.Input * 2;
        var loss = Extras.Chain(chained.Links, map).sum();
        using (no_grad())
            map.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => loss.backward()).Message);
    }

    [Theory]
    [InlineData(6, 9)]
    [InlineData(8, 0)]
    [InlineData(8, 2)]
    public void A_map_that_does_not_fit_is_told_as_its_link_tells_it(long channels, long size)
    {
        using var narrow = Conv2d(8, 8, 3);
        Link[] links = [narrow, .. new Chained("n").Links];
        var map = Extras.ToChannelsLast(randn(2, channels, size, size));
        var told = Assert.Throws<ExternalException>(() => narrow.call(map)).Message;
        Assert.Equal(told, Assert.Throws<ExternalException>(() => Extras.Chain(links, map)).Message);
    }

    [Fact]
    public void Other_layouts_and_links_are_called_one_by_one()
    {
        var chained = new Chained("ncnc") { Input = randn(2, 8, 9, 9) };
        Assert.True(Distance(Whole(chained), OneByOne(new Chained("ncnc") { Input = chained.Input })) < 1e-6);

        using var alone = BatchNorm2d(8, affine: false);
        Assert.Equal(alone.call(chained.Input).relu().data<float>(), Extras.Chain([alone], chained.Input).data<float>());

        using var padded = Conv2d(8, 4, 3, Padding.Same);
        Assert.True(Distance(Extras.Chain([padded], Extras.ToChannelsLast(chained.Input)), padded.call(chained.Input)) < 1e-6);

        using var pointwise = Conv2d(8, 4, 1, stride: 2, padding: 1);
        var narrow = Extras.ToChannelsLast(randn(2, 8, 9, 1));
        var around = functional.pad(narrow, [1, 1, 1, 1]);
        Assert.True(Distance(Extras.Chain([pointwise], narrow), functional.conv2d(around, pointwise.weight, pointwise.bias, strides: [2, 2])) < 1e-6);
    }

    [Fact]
    public void Hooks_on_its_convolutions_are_called()
    {
        var chained = new Chained("nc");
        var calls = 0;
        chained.Links[1].Convolution!.register_forward_hook((_, _, output) =>
        {
            calls++;
            return output;
        });
        Whole(chained);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Nothing_is_recorded_where_no_gradient_is()
    {
        var chained = new Chained("ncnc");
        using var constant = no_grad();
        Assert.False(Whole(chained).requires_grad);
    }

    /// <summary>Whether libtorch has a convolution that ends with a ReLU.</summary>
    private static bool HasConvolutionRelu => Record.Exception(() => Extras.CallOperator("mkldnn_prepacked::conv2d_run")) is not MissingMethodException;

    private static ITorchExtras Extras => TorchExtras.Current;

    private static Tensor Whole(Chained chained) => Extras.Chain(chained.Links, chained.Input);

    private static Tensor OneByOne(Chained chained) => OneByOne(chained, chained.Input);

    private static Tensor OneByOne(Chained chained, Tensor input) => chained.Links.Aggregate(
        input, (map, link) => link.Norm is { } norm ? norm.call(map).relu() : link.Convolution!.call(map));

    private static Dictionary<string, Tensor> Run(Chained chained, Func<Chained, Tensor> forward, bool casts = false)
    {
        Tensor output;
        using (casts ? Extras.Autocast(CPU, ScalarType.BFloat16) : null)
            output = forward(chained);
        output.backward([GradientLike(output)]);
        return chained.Outcome(output.detach());
    }

    private static Tensor GradientLike(Tensor output)
    {
        manual_seed(3);
        return randn(output.shape).to(output.dtype);
    }

    private static Tensor Infer(Chained chained, Func<Chained, Tensor> forward, bool casts)
    {
        using var lower = casts ? Extras.Autocast(CPU, ScalarType.BFloat16) : null;
        return forward(chained);
    }

    /// <summary>The norm of the difference, relative to that of what is expected.</summary>
    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual.to(ScalarType.Float64) - expected.to(ScalarType.Float64)).norm() / (expected.to(ScalarType.Float64).norm() + 1e-30)).item<double>();

    /// <summary>Folded or not: whether a spoilt network shows must not depend on the size of its maps.</summary>
    [Theory]
    [InlineData("cn", 9)]
    [InlineData("cn", FoldedSize)]
    [InlineData("cncn", FoldedSize)]
    public void A_statistic_that_is_no_number_shows(string letters, long size)
    {
        var chained = new Chained(letters, training: false, size: size);
        using var constant = no_grad();
        chained.Links[1].Norm!.running_var!.fill_(float.NaN);
        Assert.Equal(0, Whole(chained).isfinite().sum().item<long>());
    }

    /// <summary>Folded or not, and only where it is.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(2 * FoldedSize)]
    public void An_image_that_is_no_number_shows(long size)
    {
        using var constant = no_grad();
        using var convolution = Conv2d(3, 8, 3, padding: 1, bias: false);
        using var norm = BatchNorm2d(8);
        norm.eval();
        var images = Extras.ToChannelsLast(randn(2, 3, size, size));
        images[0].fill_(float.NaN);
        var finite = Extras.Chain([convolution, norm], images).isfinite();
        Assert.Equal((0, finite[1].numel()), (finite[0].sum().item<long>(), finite[1].sum().item<long>()));
    }

    [Fact]
    public void Nothing_is_computed_before_what_is_learnt()
    {
        var chained = new Chained("ncnc") { Input = new Chained("c").Input.detach() };
        foreach (var parameter in chained.Parameters.Where(parameter => !ReferenceEquals(parameter, chained.Links[3].Convolution!.weight)))
            parameter.requires_grad = false;
        var output = Whole(chained).sum();
        var calls = Extras.Profile(() => output.backward())!;
        Assert.Equal(1, calls.Single(time => time.Name == "aten::convolution_backward").Calls);
        Assert.DoesNotContain(calls, time => time.Name == "hodsl::batch_norm_relu_backward");
    }

    [Fact]
    public void Gradients_end_where_all_before_is_frozen()
    {
        Tensor Gradient(Func<Chained, Tensor> forward)
        {
            var chained = new Chained("ncnc") { Input = new Chained("c").Input.detach() };
            foreach (var parameter in chained.Links[..3].SelectMany(link => ((Module?)link.Norm ?? link.Convolution!).parameters()))
                parameter.requires_grad = false;
            forward(chained).square().sum().backward();
            Assert.Null(chained.Links[0].Norm!.weight.grad);
            return chained.Links[3].Convolution!.weight.grad!;
        }

        Assert.Equal(0, Distance(Gradient(Whole), Gradient(OneByOne)), 1e-6);
    }

    /// <summary>How far results are from those of double precision, by name. Of a single draw luck decides: several are taken together.</summary>
    private sealed class Errors
    {
        // Squares of norms: of the errors, and of what they are relative to.
        private readonly Dictionary<string, (double LinkByLink, double Own, double Size)> squares = [];

        /// <summary>Adds a draw; errors are relative to what is expected where no other size is given.</summary>
        public void Add(Dictionary<string, Tensor> exact, Dictionary<string, Tensor> linkByLink, Dictionary<string, Tensor> own, Dictionary<string, double>? sizes = null)
        {
            Assert.Equal(exact.Keys, own.Keys);
            foreach (var (name, expected) in exact)
            {
                Assert.Equal(linkByLink[name].dtype, own[name].dtype);
                double Error(Tensor actual) => (actual.to(ScalarType.Float64) - expected).norm().item<double>();
                var size = sizes?.GetValueOrDefault(name) is { } given and > 0 ? given : expected.to(ScalarType.Float64).norm().item<double>();
                var before = squares.GetValueOrDefault(name);
                squares[name] = (before.LinkByLink + Math.Pow(Error(linkByLink[name]), 2), before.Own + Math.Pow(Error(own[name]), 2), before.Size + Math.Pow(size, 2));
            }
        }

        /// <summary>In single and double precision there is a bound; in bfloat16 what PyTorch loses link by link is one.</summary>
        public void AssertWithin(string precision) => Assert.All(squares, named =>
        {
            // Statistics are computed in single precision everywhere.
            const double Single = 1e-6;
            var (linkByLink, own, size) = named.Value;
            var most = precision switch { "Float64" => 1e-12 * Math.Sqrt(size), "Float32" => Single * Math.Sqrt(size), _ => 1.05 * Math.Sqrt(linkByLink) + Single * Math.Sqrt(size) };
            Assert.True(Math.Sqrt(own) <= most, $"{named.Key}: {Math.Sqrt(own / size)}, link by link {Math.Sqrt(linkByLink / size)}");
        });
    }

    /// <summary>Links with numbers of their own, and a map for them.</summary>
    private sealed class Chained
    {
        private const long Channels = 8;

        /// <param name="letters">The links.</param>
        /// <param name="type">The type of map and weights.</param>
        /// <param name="training">Whether norms take the batch's statistics.</param>
        /// <param name="rounded">The type to which the numbers are rounded first.</param>
        /// <param name="batch">How many maps there are.</param>
        /// <param name="size">The height of the map; its width is two less.</param>
        /// <param name="seed">What the numbers are drawn from.</param>
        public Chained(string letters, ScalarType type = ScalarType.Float32, bool training = true, ScalarType rounded = ScalarType.Float32, long batch = 3, long size = 9, int seed = 1)
        {
            manual_seed(seed);
            Links = [.. letters.Select(letter => Of(letter, type, training, rounded))];
            Input = Extras.ToChannelsLast(randn(batch, Channels, size, size - 2).to(rounded).to(type)).requires_grad_();
        }

        public Link[] Links { get; }

        public Tensor Input { get; init; }

        public IEnumerable<Tensor> Parameters => Modules.SelectMany(module => module.parameters());

        public IEnumerable<Tensor> Tensors => Modules.SelectMany(module => module.state_dict().Values);

        private IEnumerable<Module> Modules => Links.Select(link => (Module?)link.Norm ?? link.Convolution!);

        /// <summary>A result, the gradients, and the norms' buffers.</summary>
        public Dictionary<string, Tensor> Outcome(Tensor result)
        {
            var outcome = new Dictionary<string, Tensor> { ["result"] = result, ["gradient of the input"] = Input.grad! };
            foreach (var (index, module) in Modules.Index())
            {
                foreach (var (name, parameter) in module.named_parameters())
                    outcome[$"gradient of {index}.{name}"] = parameter.grad!;
                foreach (var (name, buffer) in module.named_buffers())
                    outcome[$"{index}.{name}"] = buffer;
            }

            return outcome;
        }

        private static Link Of(char letter, ScalarType type, bool training, ScalarType rounded)
        {
            Link link = letter switch
            {
                'n' => BatchNorm2d(Channels),
                's' => Conv2d(Channels, Channels, 3, stride: 2, padding: 1, bias: false),
                'g' => Conv2d(Channels, Channels, 3, padding: 1, groups: 2, bias: false),
                'p' => Conv2d(Channels, Channels, 1, bias: false),
                'd' => Conv2d(Channels, Channels, 3, padding: 2, dilation: 2, bias: false),
                _ => Conv2d(Channels, Channels, 3, padding: 1, bias: letter == 'b'),
            };
            var module = (Module?)link.Norm ?? link.Convolution!;
            // It ends with the test's scope.
            foreach (var tensor in module.state_dict().Values)
                CurrentDisposeScope!.Attach(tensor);
            using (no_grad())
            {
                foreach (var parameter in module.parameters())
                    parameter.copy_((randn(parameter.shape) * (link.Norm is null ? 0.2 : 1)).to(rounded));
                link.Norm?.running_mean!.copy_(randn(Channels));
                link.Norm?.running_var!.copy_(rand(Channels) + 0.5);
            }

            module.train(training);
            // The numbers of a norm over maps of bfloat16 are of single precision.
            if (type == ScalarType.Float64 || link.Norm is null)
                module.to(type);
            if (link.Convolution is not null)
                Extras.ToChannelsLast(module);
            return link;
        }
    }
}
