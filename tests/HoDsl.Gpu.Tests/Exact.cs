extern alias OfTorch;

using System.Text.Json;
using OfTorch::HoDsl.Torch.Tests.PyTorch;
using static TorchSharp.torch;

namespace HoDsl.Gpu.Tests;

/// <summary>What numbers of a GPU are held against: PyTorch's of the processor, or those in double precision. Each rounds in its own way.</summary>
internal static class Exact
{
    /// <summary>Asserts that a tensor has the shape and type of PyTorch's, and that each of its elements is as near to PyTorch's or to the exact one as its type allows.</summary>
    public static void AssertNear(JsonElement expected, JsonElement exact, Tensor actual)
    {
        using var scope = NewDisposeScope();
        var pyTorchs = Reference.Tensor(expected);
        Assert.Equal((pyTorchs.dtype, string.Join(", ", pyTorchs.shape)), (actual.dtype, string.Join(", ", actual.shape)));
        var tolerance = Gpu.Tolerance(actual.dtype);
        foreach (var (number, wanted, truth) in Reference.Numbers(actual.cpu()).Zip(Reference.Numbers(pyTorchs), Reference.Numbers(Reference.Tensor(exact))))
            Assert.True(AreNear(number, wanted) || AreNear(number, truth), $"{number:R} is neither PyTorch's {wanted:R} nor the exact {truth:R}");

        bool AreNear(double number, double other) => number.Equals(other) || Math.Abs(number - other) <= tolerance * Math.Max(1, Math.Abs(other));
    }
}
