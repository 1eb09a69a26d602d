using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Subnets;

/// <summary>Every subnet has the parameters of a plain one in PyTorch, by name and shape, and its outputs, gradients and statistics.</summary>
public sealed class AgainstPyTorchTests(AgainstPyTorchTests.Results results) : IClassFixture<AgainstPyTorchTests.Results>
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Subnets => [.. SubnetCase.All.Select(subnet => subnet.Name)];

    [Theory, MemberData(nameof(Subnets))]
    public void Parameters_outputs_and_gradients_are_those_of_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var (actual, expected) = results.Of(SubnetCase.Find(name));
        Assert.Equal(expected.Keys.Where(key => !key.StartsWith("rounding.", StringComparison.Ordinal)).Order(), actual.Keys.Order());
        Assert.All(actual, entry => AssertClose(expected, entry.Key, entry.Value));
    }

    // Gradients that are sums of many numbers are off by more than 1e-5 in single precision: what PyTorch itself loses is allowed here, too.
    private static void AssertClose(Dictionary<string, Tensor> expected, string key, Tensor actual)
    {
        var reference = expected[key];
        Assert.Equal(reference.shape, actual.shape);
        var difference = (reference - actual).abs().max().ToDouble();
        var allowed = (Tolerance * Math.Max(1, reference.abs().max().ToDouble())) + (4 * expected[$"rounding.{key}"].ToDouble());
        Assert.True(difference <= allowed, $"{key} differs by {difference}");
    }

    /// <summary>All cases, run here and by one call of Python.</summary>
    public sealed class Results : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly DisposeScope _scope = NewDisposeScope();
        private readonly Dictionary<string, Dictionary<string, Tensor>> _actual = [];

        public Results()
        {
            foreach (var (number, subnet) in SubnetCase.All.Index())
                _actual.Add(subnet.Name, Run(subnet, _folder[$"{number}.given"]));
            Python.Run("subnets.py", _folder.Path);
        }

        public (Dictionary<string, Tensor> Actual, Dictionary<string, Tensor> Expected) Of(SubnetCase subnet) =>
            (_actual[subnet.Name], Safetensors.Read(_folder[$"{SubnetCase.All.ToList().IndexOf(subnet)}.result"]));

        public void Dispose()
        {
            _scope.Dispose();
            _folder.Dispose();
        }

        // Gives the case to Python, and what this side makes of it back.
        private static Dictionary<string, Tensor> Run(SubnetCase subnet, string file)
        {
            var module = subnet.Make().InScope();
            var (x, probe) = (subnet.Input().requires_grad_(), subnet.Output());
            var given = module.state_dict().ToDictionary(entry => $"weights.{entry.Key}", entry => entry.Value.detach().clone());
            (given["case"], given["x"], given["probe"]) = (subnet.Bytes(), x, probe);
            Safetensors.Write(file, given);

            var output = module.call(x);
            (output * probe).sum().backward();
            Dictionary<string, Tensor> result = new() { ["output"] = output.detach(), ["gradients.x"] = x.grad! };
            foreach (var (name, parameter) in module.named_parameters())
                result.Add($"gradients.{name}", parameter.grad!);
            foreach (var (name, tensor) in module.state_dict())
                result.Add($"state.{name}", tensor.detach());
            return result;
        }
    }
}
