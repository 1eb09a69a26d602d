using System.Text.RegularExpressions;

namespace HoDsl.Tools.Tests;

/// <summary>A test that publishes a sample. It is skipped where the packages for that, .NET itself and its trimmer, are not on the machine and cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed partial class PublishFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(Restore);

    public PublishFactAttribute() => Skip = Environment.GetEnvironmentVariable("TorchBackend") is not (null or "" or "system")
        ? "The official packages of TorchSharp are not made to be trimmed."
        : WhyNot.Value;

    private static string? Restore()
    {
        using var sample = new PublishedSample("OneFile");
        var missing = Missing().Match(sample.Restore().Output);
        return missing.Success ? $"The packages that publishing takes are not here and cannot be had: {missing.Value}" : null;
    }

    // No such package, no such version, no answer.
    [GeneratedRegex("NU1(101|102|103|301): [^\\[\n]+")]
    private static partial Regex Missing();
}
