using System.Diagnostics;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.PyTorch;

/// <summary>What PyTorch computes for the cases of cases.py, made once per run by the installed Python's PyTorch.</summary>
internal static class Reference
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<JsonElement> Cases = new(Run);

    /// <summary>
    /// Whether the libtorch here is of PyTorch's version (1.13, 2.10). Versions round differently, know more types and word errors otherwise:
    /// of another version the results are held against the exact ones too, those of float64.
    /// </summary>
    public static bool IsOfThisVersion => MinorOf(torch.__version__) == MinorOf(Of("version").GetString()!);

    public static JsonElement Of(string kind) => Cases.Value.GetProperty(kind);

    public static JsonElement Of(string kind, string name) => Of(kind).GetProperty(name);

    public static IEnumerable<string> NamesOf(string kind) => Of(kind).EnumerateObject().Select(entry => entry.Name);

    /// <summary>A tensor as cases.py wrote it.</summary>
    public static Tensor Tensor(JsonElement written)
    {
        var shape = written.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var dtype = written.GetProperty("dtype").GetString() switch
        {
            "float32" => ScalarType.Float32,
            "float64" => ScalarType.Float64,
            "bfloat16" => ScalarType.BFloat16,
            "int64" => ScalarType.Int64,
            "bool" => ScalarType.Bool,
            var other => throw new NotSupportedException(other),
        };
        return torch.tensor(NumbersOf(written), shape, dtype);
    }

    /// <summary>A tensor in the memory layout of a variant: see laid_out in cases.py.</summary>
    public static Tensor LaidOut(Tensor tensor, string variant) => variant switch
    {
        "strided" => torch.stack([tensor, tensor], -1)[TensorIndex.Ellipsis, 0],
        "channels_last" when tensor.dim() == 4 => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2),
        _ => tensor,
    };

    /// <summary>How far numbers of a variant may lie apart: sums may be added up in another order.</summary>
    public static double ToleranceOf(string variant) => variant switch
    {
        "float64" => 1e-12,
        "bfloat16" => 0.01,
        _ => 1e-5,
    };

    /// <summary>The type of elements of a variant.</summary>
    public static ScalarType TypeOf(string variant) => variant switch
    {
        "float64" => ScalarType.Float64,
        "bfloat16" => ScalarType.BFloat16,
        _ => ScalarType.Float32,
    };

    /// <summary>
    /// What a computation had to give: what PyTorch computed, or its values in float64 where it refuses and a libtorch of another version does not.
    /// Null if it had to fail and did, for PyTorch's reason.
    /// </summary>
    public static JsonElement? Outcome(JsonElement expected, JsonElement exact, Exception? failure)
    {
        if (!expected.TryGetProperty("error", out var error))
            return failure is null ? expected : throw failure;
        if (failure is null && !IsOfThisVersion && !exact.TryGetProperty("error", out _))
            return exact;
        Assert.True(failure is not null, $"PyTorch says: {error.GetString()}");
        Assert.Contains(Reason(error.GetString()!), failure.Message, StringComparison.Ordinal);
        return null;
    }

    /// <summary>An error, or the first half of it, which versions have in common.</summary>
    private static string Reason(string error) => IsOfThisVersion ? error : error[..(error.Length / 2)];

    /// <summary>Does something; a failure names the variant.</summary>
    public static void Within(string variant, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{variant}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Asserts that a tensor has a shape and type and elements that differ by less than a tolerance, relative above 1. Of another version than PyTorch's
    /// an element may instead lie within two tolerances of the exact one, where that is given: both round, PyTorch's by more than that in bf16.
    /// </summary>
    public static void AssertEqual(JsonElement expected, Tensor actual, double tolerance, JsonElement? exact = null)
    {
        using var scope = NewDisposeScope();
        var reference = Tensor(expected);
        Assert.Equal(reference.shape, actual.shape);
        Assert.Equal(reference.dtype, actual.dtype);
        var (wanted, got) = (Numbers(reference), Numbers(actual));
        var truth = exact is { } given && !IsOfThisVersion ? NumbersOf(given) : null;
        for (var i = 0; i < wanted.Length; i++)
        {
            var isPyTorchs = AreNear(wanted[i], got[i], tolerance);
            Assert.True(isPyTorchs || (truth is not null && AreNear(truth[i], got[i], 2 * tolerance)), $"element {i} is {got[i]:R}, PyTorch's {wanted[i]:R}");
        }
    }

    private static bool AreNear(double wanted, double got, double tolerance) =>
        wanted.Equals(got) || Math.Abs(wanted - got) <= tolerance * Math.Max(1, Math.Abs(wanted));

    /// <summary>The weights of cases.py's weights_like.</summary>
    public static Tensor WeightsLike(Tensor tensor) =>
        torch.tensor([.. Enumerable.Range(0, (int)tensor.numel()).Select(i => Math.Cos(i) + 1.5)], tensor.shape, tensor.dtype);

    public static double[] Numbers(Tensor tensor)
    {
        using var numbers = tensor.detach().to(ScalarType.Float64);
        // TorchSharp reads no elements out of a tensor that has none.
        return numbers.numel() == 0 ? [] : numbers.data<double>().ToArray();
    }

    private static double[] NumbersOf(JsonElement written) => [.. written.GetProperty("data").EnumerateArray().Select(Number)];

    private static string MinorOf(string version) => string.Join('.', version.Split('.')[..2]);

    private static double Number(JsonElement number) => number.ValueKind == JsonValueKind.String ? double.Parse(number.GetString()!) : number.GetDouble();

    private static JsonElement Run()
    {
        var output = Path.GetTempFileName();
        try
        {
            var script = Path.Combine(AppContext.BaseDirectory, "PyTorch", "cases.py");
            using var process = Process.Start(new ProcessStartInfo(Python, [script, output]) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{Python} with PyTorch (Debian: python3-torch) is what these tests compare with, and it failed: {errors}");
            return JsonDocument.Parse(File.ReadAllText(output)).RootElement;
        }
        finally
        {
            File.Delete(output);
        }
    }
}
