using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>What the backend computes in one pass, beside TorchSharp's public operators term by term: each scheme, each precision.</summary>
public sealed class FusedAgainstPlainTests : IDisposable
{
    private const int Seeds = 8;

    private static readonly MapShape Shape = new(Channels: 4, Height: 5, Width: 6);

    private static readonly ITorchExtras Fused = TorchExtras.Current;

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var scheme in AllSchemes.All)
            {
                cases.Add(scheme.Name, false);
                using var body = scheme.Open(new Maker());
                if (body.named_parameters().Any(pair => IsLearntNumber(pair.name)))
                    cases.Add(scheme.Name, true);
            }

            return cases;
        }
    }

    /// <summary>Schemes whose step multiplies all stages.</summary>
    public static IEnumerable<object[]> CasesOfSteps =>
        from scheme in new[] { "RK4Adaptive", "Verner89Adaptive", "ReZero", "LayerScale", "LearnableStep", "StepInRange", "AfterReluLearnable", "StepPerChannel" }
        from fromZero in new[] { false, true }
        select new object[] { scheme, fromZero };

    public void Dispose()
    {
        TorchExtras.Current = Fused;
        _scope.Dispose();
    }

    /// <summary>The exact numbers are those of double precision. What term by term loses against them is allowed to both sides.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_those_of_the_plain_path(string scheme, bool fromZero)
    {
        AssertCloser(scheme, fromZero, ScalarType.Float64, 1e-13);
        AssertCloser(scheme, fromZero, ScalarType.Float32, 1e-6);
        AssertCloser(scheme, fromZero, ScalarType.BFloat16, 1e-6);
    }

    [Theory, MemberData(nameof(CasesOfSteps))]
    public void So_they_are_where_the_last_layers_of_subnets_take_the_step(string scheme, bool fromZero)
    {
        foreach (var subnet in new Func<StageInfo, Module<Tensor, Tensor>>[] { Vgg.Create, Basic.Create })
        {
            AssertCloser(scheme, fromZero, ScalarType.Float64, 1e-12, new Maker(subnet));
            AssertCloser(scheme, fromZero, ScalarType.Float32, 2e-6, new Maker(subnet));
        }
    }

    /// <summary>Which ReLUs bfloat16 flips is luck, which gradients feel: those of one scheme may be four times as far off, those of all are not.</summary>
    [OwnBindingFact(WithPackages.NoAutocast)]
    public void Under_autocast_they_are_no_further_off_over_all_schemes()
    {
        var ratios = ((IEnumerable<object[]>)Cases).Select(each =>
        {
            using var scope = NewDisposeScope();
            var (ours, theirs) = Distances((string)each[0], (bool)each[1], ScalarType.Float32, seeds: 4, new Maker(Vgg.Create, UnderAutocast: true));
            return ours.Zip(theirs, (own, other) => (own + 1e-12) / (other + 1e-12)).ToArray();
        }).ToList();
        Assert.All(ratios, ratio => Assert.InRange(ratio[0], 0, 1.1));
        Assert.All(Enumerable.Range(0, 3), quantity => Assert.InRange(Math.Exp(ratios.Average(ratio => Math.Log(ratio[quantity]))), 0, 1.05));
    }

    /// <summary>How far a few learnt numbers are off under one scheme is luck; over all schemes the parameters' gradients are no further off.</summary>
    [Fact]
    public void In_bfloat16_gradients_of_parameters_are_no_further_off_than_term_by_term_over_all_schemes()
    {
        var ratios = ((IEnumerable<object[]>)Cases).Select(each =>
        {
            using var scope = NewDisposeScope();
            var (ours, theirs) = Distances((string)each[0], (bool)each[1], ScalarType.BFloat16, seeds: 2);
            return Math.Log((ours[2] + 1e-12) / (theirs[2] + 1e-12));
        });
        Assert.InRange(Math.Exp(ratios.Average()), 0, 1);
    }

    /// <summary>Blocks of several steps that are called twice in one graph, which is run through twice.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Gradients_are_the_limits_of_differences(string scheme, bool fromZero)
    {
        var (body, y) = Made(scheme, fromZero, ScalarType.Float64, seed: 3);
        Tensor Loss() => body.call(body.call(y)).square().sum();
        var loss = Loss();
        loss.backward(retain_graph: true);
        loss.backward();
        var numbers = body.parameters().Append(y).ToList();
        var directions = numbers.Select(number => randn_like(number)).ToList();
        var slope = numbers.Zip(directions, (number, direction) => (number.grad! * direction).sum().item<double>() / 2).Sum();

        Assert.Equal(Difference(numbers, directions, Loss), slope, 2e-6 * (1 + Math.Abs(slope)));
    }

    private static double Difference(List<Tensor> numbers, List<Tensor> directions, Func<Tensor> loss)
    {
        using var constant = no_grad();
        const double distance = 1e-6;
        double At(double place)
        {
            foreach (var (number, direction) in numbers.Zip(directions))
                number.add_(direction, alpha: place);
            return loss().item<double>();
        }

        var ahead = At(distance);
        return (ahead - At(-2 * distance)) / (2 * distance);
    }

    // From n draws a size is known to one part in sqrt(2 n).
    private static void AssertCloser(string scheme, bool fromZero, ScalarType type, double tolerance, Maker? maker = null)
    {
        string[] names = type == ScalarType.BFloat16 ? ["output", "gradient of y"] : ["output", "gradient of y", "gradients of the parameters"];
        var (ours, theirs) = Distances(scheme, fromZero, type, Seeds, maker);
        Assert.All(names.Zip(ours, theirs), result => Assert.True(
            result.Second <= tolerance + (1 + 1 / Math.Sqrt(2 * Seeds)) * result.Third, $"{type}, {result.First}: {result.Second}, term by term {result.Third}"));
    }

    // From what double precision gives, beside its size, as root mean squares over some draws: where terms happen to cancel, a draw has less to say.
    private static (double[] Ours, double[] Theirs) Distances(string scheme, bool fromZero, ScalarType type, int seeds, Maker? maker = null)
    {
        var (ours, theirs, size) = (new double[3], new double[3], new double[3]);
        for (var seed = 0; seed < seeds; seed++)
        {
            var exact = Outcome(scheme, fromZero, new PlainExtras(), ScalarType.Float64, seed, maker is null ? null : maker with { UnderAutocast = false });
            var plain = Outcome(scheme, fromZero, new TermByTerm(), type, seed, maker);
            var fused = Outcome(scheme, fromZero, Fused, type, seed, maker);
            for (var i = 0; i < exact.Length; i++)
            {
                ours[i] += SquareOf(fused[i].to(ScalarType.Float64) - exact[i]);
                theirs[i] += SquareOf(plain[i].to(ScalarType.Float64) - exact[i]);
                size[i] += SquareOf(exact[i]);
            }
        }

        double[] BesideSize(double[] squares) => [.. squares.Zip(size, (square, whole) => Math.Sqrt(square / (whole + 1e-60)))];
        return (BesideSize(ours), BesideSize(theirs));
    }

    /// <summary>The output, the gradient of y, and those of all parameters one behind another.</summary>
    private static Tensor[] Outcome(string scheme, bool fromZero, ITorchExtras extras, ScalarType type, int seed, Maker? maker)
    {
        TorchExtras.Current = extras;
        try
        {
            var (body, y) = Made(scheme, fromZero, type, seed, maker);
            Tensor output;
            using (maker is { UnderAutocast: true } ? Fused.Autocast(CPU, ScalarType.BFloat16) : null)
                output = body.call(y);
            output.backward([randn_like(y.to(ScalarType.Float64)).to(ScalarType.BFloat16).to(output.dtype)]);
            return [output.detach(), y.grad!, cat([.. body.parameters().Select(parameter => (parameter.grad ?? zeros_like(parameter)).flatten())])];
        }
        finally
        {
            TorchExtras.Current = Fused;
        }
    }

    private static (Module<Tensor, Tensor> Body, Tensor Y) Made(string scheme, bool fromZero, ScalarType type, int seed, Maker? maker = null)
    {
        manual_seed(seed);
        var body = AllSchemes.Find(scheme).Open(maker ?? new()).InScope();
        // As the narrowest type holds them, so that all start from the same numbers.
        body.to(ScalarType.BFloat16).to(type);
        var drawn = randn(2, Shape.Channels, Shape.Height, Shape.Width).to(ScalarType.BFloat16).to(type);
        var y = (maker is null ? drawn : Fused.ToChannelsLast(drawn)).requires_grad_();
        using var constant = no_grad();
        foreach (var (_, number) in body.named_parameters().Where(pair => fromZero && IsLearntNumber(pair.name)))
            number.zero_();
        return (body, y);
    }

    // A step or a coefficient: everything else is of a subnet.
    private static bool IsLearntNumber(string name) => !name.Contains(".conv", StringComparison.Ordinal) && !name.Contains(".bn", StringComparison.Ordinal);

    private static double SquareOf(Tensor numbers) => numbers.square().sum().item<double>();

    /// <summary>As people write it: y = y + coefficient * h * k.</summary>
    private sealed class TermByTerm : PlainExtras, ITorchExtras
    {
        Tensor[] ITorchExtras.Combine(params ReadOnlySpan<Term[]> rows) => [.. rows.ToArray().Select(row => row.Select(Product).Aggregate((sum, product) => sum + product))];

        private static Tensor Product(Term term)
        {
            var product = term.Weight.Number == 1 ? term.Map : term.Map * term.Weight.Number;
            return term.Weight.Factor?.Value is { } factor ? product * factor.to(term.Map.dtype) : product;
        }
    }

    private sealed record Maker(Func<StageInfo, Module<Tensor, Tensor>>? Subnet = null, bool UnderAutocast = false) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(Subnet ?? SmoothSubnet.Create, Shape, count: 2);
    }
}
