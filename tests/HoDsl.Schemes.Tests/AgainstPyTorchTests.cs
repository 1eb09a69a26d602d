using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Schemes.Tests.Variants;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>Each generated block gives the outputs and gradients of a plain loop over its tableau, written in PyTorch.</summary>
public sealed class AgainstPyTorchTests : IDisposable
{
    private const int Seed = 11;

    private static readonly MapShape Shape = new(Channels: 4, Height: 5, Width: 6);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>
    /// Three blocks are enough for histories to begin and to be handed on twice. Where coefficients are large, as Verner's are, the plain loop
    /// itself is off by more than 1e-5 in single precision: what it loses against double precision is allowed to both sides.
    /// </summary>
    [Theory]
    [InlineData(ScalarType.Float32, 1, BodyKind.Plain, 1e-5)]
    [InlineData(ScalarType.Float64, 3, BodyKind.Plain, 1e-10)]
    [InlineData(ScalarType.Float64, 3, BodyKind.Shared, 1e-10)]
    [InlineData(ScalarType.Float64, 3, BodyKind.Dropped, 1e-10)]
    [InlineData(ScalarType.Float64, 3, BodyKind.Weighed, 1e-10)]
    public void Outputs_and_gradients_are_those_of_a_plain_loop_over_the_tableau(ScalarType type, int blocks, BodyKind kind, double tolerance)
    {
        var given = AllSchemes.All.ToDictionary(scheme => scheme.Name, scheme => scheme.Open(new Case(blocks, type, kind)));
        given.Add(nameof(OutputBoth), PairCase<OutputBoth>(type));
        given.Add(nameof(OutputBothLearnable), PairCase<OutputBothLearnable>(type));
        foreach (var (name, tensors) in given)
            Safetensors.Write(_folder[$"{name}.given"], tensors.Where(pair => !pair.Key.StartsWith("expected", StringComparison.Ordinal)).ToDictionary());

        Python.Run("scheme_step.py", Path.Combine(AppContext.BaseDirectory, "tableaux"), _folder.Path);
        Assert.All(given, scheme => AssertEqual(Safetensors.Read(_folder[$"{scheme.Key}.result"]), scheme.Value, tolerance));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static void AssertEqual(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> tensors, double tolerance)
    {
        var compared = 0;
        foreach (var (name, actual) in tensors.Where(pair => pair.Key.StartsWith("expected.", StringComparison.Ordinal)))
        {
            var key = name["expected.".Length..];
            var reference = expected[key];
            var difference = (reference - actual).abs().max().ToDouble();
            var allowed = (tolerance * Math.Max(1, reference.abs().max().ToDouble())) + (4 * expected[$"rounding.{key}"].ToDouble());
            Assert.True(difference <= allowed, $"{name} differs by {difference}");
            compared++;
        }
        Assert.Equal(expected.Keys.Count(key => !key.StartsWith("gradients.probe", StringComparison.Ordinal) && !key.StartsWith("rounding.", StringComparison.Ordinal)), compared);
    }

    private static Dictionary<string, Tensor> PairCase<TScheme>(ScalarType type) where TScheme : struct, IPairScheme
    {
        manual_seed(Seed);
        var block = TScheme.Create(SmoothSubnet.Create, new BlockInfo(Shape));
        return Run(block, type, y =>
        {
            var (result, embedded) = block.call(y);
            return [result, embedded];
        });
    }

    // What is given to both sides, and under "expected." what this side makes of it.
    private static Dictionary<string, Tensor> Run(Module block, ScalarType type, Func<Tensor, Tensor[]> step)
    {
        block.InScope().to(type);
        var y = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: type, requires_grad: true);
        var results = step(y);
        var probes = results.Select(result => randn_like(result)).ToArray();
        results.Zip(probes, (result, probe) => (result * probe).sum()).Aggregate((sum, term) => sum + term).backward();

        var tensors = block.named_parameters().ToDictionary(pair => $"weights.{pair.name}", pair => (Tensor)pair.parameter);
        // What a dropped block has no gradient for, PyTorch multiplied by 0.
        foreach (var (name, parameter) in block.named_parameters())
            tensors.Add($"expected.gradients.weights.{name}", parameter.grad ?? zeros_like(parameter));
        for (var i = 0; i < results.Length; i++)
        {
            tensors.Add($"probe.{i}", probes[i]);
            tensors.Add($"expected.result.{i}", results[i].detach());
        }
        tensors.Add("y", y);
        tensors.Add("expected.gradients.y", y.grad!);
        return tensors;
    }

    /// <summary>What is special about a body.</summary>
    public enum BodyKind
    {
        /// <summary>Nothing.</summary>
        Plain,

        /// <summary>All blocks have the same subnets.</summary>
        Shared,

        /// <summary>Training has dropped the second block, and divided the increments of the others by their probabilities.</summary>
        Dropped,

        /// <summary>Evaluation weighs increments with their probabilities.</summary>
        Weighed,
    }

    private sealed class Case(int blocks, ScalarType type, BodyKind kind) : ISchemeUser<Dictionary<string, Tensor>>
    {
        private readonly StochasticDepth _depth = new(First: 0.9, Last: 0.6) { Weight = kind == BodyKind.Weighed ? SurvivalWeight.InEvaluation : SurvivalWeight.InTraining };

        public Dictionary<string, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme
        {
            manual_seed(Seed);
            var options = new BodyOptions { Shared = kind == BodyKind.Shared, Depth = kind is BodyKind.Dropped or BodyKind.Weighed ? _depth : null };
            var body = TScheme.CreateBody(SmoothSubnet.Create, Shape, blocks, options);
            body.train(kind != BodyKind.Weighed);
            var tensors = Run(body, type, y => [Call(body, y)]);
            tensors.Add("parts", tensor(Enumerable.Range(0, blocks).Select(Part).ToArray(), type));
            return tensors;
        }

        private Tensor Call(Module<Tensor, Tensor> body, Tensor y)
        {
            if (kind == BodyKind.Dropped)
                manual_seed(SeedOf([true, false, true]));
            return body.call(y);
        }

        private long SeedOf(bool[] survivors)
        {
            var seed = 0;
            do
                manual_seed(++seed);
            while (!survivors.Select((_, block) => rand(1).item<float>() < _depth.Survival(block, blocks)).SequenceEqual(survivors));
            return seed;
        }

        // Which part of a block's increment is taken.
        private double Part(int block) => kind switch
        {
            BodyKind.Dropped => block == 1 ? 0 : 1 / _depth.Survival(block, blocks),
            BodyKind.Weighed => _depth.Survival(block, blocks),
            _ => 1,
        };
    }
}
