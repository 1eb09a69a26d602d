extern alias OfTorch;

using System.Text.Json;
using HoDsl.Torch;
using OfTorch::HoDsl.Torch.Tests.PyTorch;
using TorchSharp;
using static TorchSharp.torch;
using OfProcessor = OfTorch::HoDsl.Torch.Tests.PyTorch.ModuleTests;

namespace HoDsl.Gpu.Tests;

/// <summary>Modules that were taken to a GPU compute and learn as PyTorch's do on the processor.</summary>
public class ModuleTests
{
    // What these draw, another generator draws.
    public static TheoryData<string> Cases => [.. OfProcessor.Modules.Keys.Where(name => !name.StartsWith("dropout", StringComparison.Ordinal) && name != "in_place")];

    [GpuTheory, MemberData(nameof(Cases))]
    public void It_computes_and_learns_as_PyTorchs(string name)
    {
        foreach (var variant in Reference.Of("modules", name).EnumerateObject())
            Reference.Within(variant.Name, () => AssertIsPyTorchs(name, variant.Name, variant.Value));
    }

    private static void AssertIsPyTorchs(string name, string variant, JsonElement expected)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var module = OfProcessor.Modules[name]();
        module.to(Reference.TypeOf(variant)).to(CUDA);
        if (variant == "channels_last")
            TorchExtras.Current.ToChannelsLast(module);
        foreach (var (pass, exact, isTraining) in PassesOf(expected).Zip(PassesOf(expected.GetProperty("exact")), [true, true, true, false]))
        {
            if (pass.TryGetProperty("error", out _))
                continue;
            module.train(isTraining);
            module.zero_grad();
            var input = Reference.LaidOut(Reference.Tensor(pass.GetProperty("input")).to(CUDA), variant).requires_grad_();
            var output = module.call(input);
            (output * Reference.WeightsLike(output).to(CUDA)).sum().backward();
            AssertNear("output", output);
            AssertNear("input_gradient", input.grad!);
            foreach (var (path, parameter) in module.named_parameters())
                Exact.AssertNear(pass.GetProperty("gradients").GetProperty(path), exact.GetProperty("gradients").GetProperty(path), parameter.grad!);

            void AssertNear(string name, Tensor actual) => Exact.AssertNear(pass.GetProperty(name), exact.GetProperty(name), actual);
        }
    }

    private static IEnumerable<JsonElement> PassesOf(JsonElement expected) => expected.GetProperty("passes").EnumerateArray();
}
