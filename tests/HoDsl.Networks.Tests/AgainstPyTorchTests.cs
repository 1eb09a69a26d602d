using System.Text.Json;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Networks.Tests;

/// <summary>Every network is what a plain one in PyTorch is: weights by name and shape, outputs, gradients and statistics, and what it costs.</summary>
public sealed class AgainstPyTorchTests(AgainstPyTorchTests.Results results) : IClassFixture<AgainstPyTorchTests.Results>
{
    public static TheoryData<NetworkCase> Cases => [.. NetworkCase.All];

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_gradients_and_statistics(NetworkCase @case) => Compare(results.Of(@case, ScalarType.Float64), _ => true, tolerance: 1e-9);

    /// <summary>Gradients are compared as a whole: rounding opens and closes a ReLU here and there.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Outputs_and_statistics_in_single_precision(NetworkCase @case) =>
        Compare(results.Of(@case, ScalarType.Float32), key => !IsGradient(key), tolerance: 1e-5);

    /// <summary>All gradients together, by their length: a ReLU that rounding opens or closes counts with its share. In most networks there is none.</summary>
    [Fact]
    public void Gradients_in_single_precision()
    {
        var errors = NetworkCase.All.ToDictionary(@case => @case, GradientError);
        Assert.All(errors, pair => Assert.InRange(pair.Value, 0, 1e-2));
        Assert.InRange(errors.Values.Count(error => error <= 1e-5), errors.Count * 3 / 4, errors.Count);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Costs(NetworkCase @case)
    {
        using var scope = NewDisposeScope();
        var counted = results.Of(@case, ScalarType.Float64).Expected;
        var cost = @case.Compile(@case.Image).Cost;
        Assert.Equal(
            (Count("parameters"), Count("multiply_adds"), Count("activations"), Count("peak")),
            (cost.Parameters, cost.MultiplyAdds, cost.Activations, cost.Peak));

        long Count(string name) => counted[$"cost.{name}"].item<long>();
    }

    private static void Compare((Dictionary<string, Tensor> Actual, Dictionary<string, Tensor> Expected) results, Func<string, bool> isCompared, double tolerance)
    {
        using var scope = NewDisposeScope();
        var (actual, expected) = results;
        Assert.Equal(expected.Keys.Where(key => !key.StartsWith("cost.", StringComparison.Ordinal)).Order(), actual.Keys.Order());
        Assert.All(actual.Keys.Where(isCompared), key => AssertClose(expected[key], actual[key], key, tolerance));
    }

    private double GradientError(NetworkCase @case)
    {
        using var scope = NewDisposeScope();
        var (actual, expected) = results.Of(@case, ScalarType.Float32);
        var keys = expected.Keys.Where(IsGradient).ToList();
        return Length(keys.Select(key => actual[key] - expected[key])) / Length(keys.Select(key => expected[key]));
    }

    private static double Length(IEnumerable<Tensor> tensors) => Math.Sqrt(tensors.Sum(tensor => tensor.square().sum().ToDouble()));

    private static bool IsGradient(string key) => key.StartsWith("gradients.", StringComparison.Ordinal);

    private static void AssertClose(Tensor expected, Tensor actual, string name, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var (difference, size) = ((expected - actual).abs().max().ToDouble(), Math.Max(1, expected.abs().max().ToDouble()));
        Assert.True(difference <= tolerance * size, $"{name} differs by {difference} and has the size {size}");
    }

    /// <summary>All cases in both precisions, run here and by one call of Python.</summary>
    public sealed class Results : IDisposable
    {
        private const int Batch = 4, Classes = 10;

        private static readonly ScalarType[] Types = [ScalarType.Float64, ScalarType.Float32];

        private readonly TemporaryFolder _folder = new();
        private readonly DisposeScope _scope = NewDisposeScope();
        private readonly Dictionary<(NetworkCase, ScalarType), Dictionary<string, Tensor>> _actual = [];

        public Results()
        {
            foreach (var @case in NetworkCase.All)
            {
                foreach (var type in Types)
                    _actual.Add((@case, type), Run(@case, type, File(@case, type, "given")));
            }

            Python.Run("networks.py", Path.Combine(AppContext.BaseDirectory, "tableaux"), _folder.Path);
        }

        public (Dictionary<string, Tensor> Actual, Dictionary<string, Tensor> Expected) Of(NetworkCase @case, ScalarType type) =>
            (_actual[(@case, type)], Safetensors.Read(File(@case, type, "result")));

        public void Dispose()
        {
            _scope.Dispose();
            _folder.Dispose();
        }

        private string File(NetworkCase @case, ScalarType type, string extension) => _folder[$"{@case}, {type}.{extension}"];

        // Gives the case to Python, and what this side makes of it back.
        private static Dictionary<string, Tensor> Run(NetworkCase @case, ScalarType type, string file)
        {
            manual_seed(3);
            using var network = @case.Make(@case.Image, Classes);
            Shake(network);
            network.to(type);
            // What is drawn in training cannot be compared.
            network.train(!@case.IsRandom);
            var images = randn(Batch, 3, @case.Image.Height, @case.Image.Width).to(type).requires_grad_();
            var probe = randn(Batch, Classes).to(type);
            var given = network.state_dict().ToDictionary(entry => $"weights.{entry.Key}", entry => entry.Value.detach().clone());
            (given["case"], given["images"], given["probe"]) = (Bytes(@case), images, probe);
            Safetensors.Write(file, given);

            var logits = network.call(images);
            (logits * probe).sum().backward();
            Dictionary<string, Tensor> result = new() { ["logits"] = logits.detach(), ["gradients.images"] = images.grad! };
            foreach (var (name, parameter) in network.named_parameters())
                result.Add($"gradients.{name}", parameter.grad!.detach());
            foreach (var (name, tensor) in network.state_dict())
                result.Add($"state.{name}", tensor.detach());
            return result;
        }

        // No parameter is left at 0 or 1, where a missing one would not show.
        private static void Shake(nn.Module network)
        {
            using var scope = NewDisposeScope();
            using var constant = no_grad();
            foreach (var parameter in network.parameters())
                parameter.add_(0.05 * randn_like(parameter));
        }

        private static Tensor Bytes(NetworkCase @case) => tensor(JsonSerializer
            .SerializeToUtf8Bytes(new { @case.Name, @case.Scheme, @case.Parameters, @case.IsRandom }, JsonSerializerOptions.Web).Select(character => (long)character).ToArray());
    }
}
