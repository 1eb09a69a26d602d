extern alias OfTorch;

using System.Text.Json;
using OfTorch::HoDsl.Torch.Tests.PyTorch;
using TorchSharp;
using static TorchSharp.torch;
using OfProcessor = OfTorch::HoDsl.Torch.Tests.PyTorch.OperatorTests;

namespace HoDsl.Gpu.Tests;

/// <summary>Operators give on a GPU the values and gradients that PyTorch gives on the processor.</summary>
public class OperatorTests
{
    public static TheoryData<string> Cases => [.. OfProcessor.Operators.Keys];

    [GpuTheory, MemberData(nameof(Cases))]
    public void Values_and_gradients_are_PyTorchs(string name)
    {
        foreach (var variant in Reference.Of("operators", name).EnumerateObject().Where(variant => !variant.Value.TryGetProperty("error", out _)))
            Reference.Within(variant.Name, () => AssertIsPyTorchs(name, variant.Name, variant.Value));
    }

    private static void AssertIsPyTorchs(string name, string variant, JsonElement expected)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [.. expected.GetProperty("inputs").EnumerateArray().Select(input => Reference.LaidOut(Reference.Tensor(input).to(CUDA), variant).requires_grad_())];
        var output = OfProcessor.Operators[name](inputs);
        Assert.Equal(name == "cpu" ? DeviceType.CPU : DeviceType.CUDA, output.device_type);
        if (output.requires_grad)
            (output * Reference.WeightsLike(output).to(output.device)).sum().backward();
        var exact = expected.GetProperty("exact");
        Exact.AssertNear(expected.GetProperty("output"), exact.GetProperty("output"), output);
        foreach (var (gradient, exactGradient, input) in expected.GetProperty("gradients").EnumerateArray().Zip(exact.GetProperty("gradients").EnumerateArray(), inputs))
        {
            if (gradient.ValueKind == JsonValueKind.Null)
                Assert.Null(input.grad);
            else
                Exact.AssertNear(gradient, exactGradient, input.grad!);
        }
    }
}
