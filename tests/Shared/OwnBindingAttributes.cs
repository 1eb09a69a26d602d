using TorchSharp;

namespace HoDsl.Tests;

/// <summary>What the official TorchSharp packages cannot do.</summary>
internal static class WithPackages
{
    public const string NoBytes = "the TorchSharp packages do not count bytes on the processor";
    public const string NoAutocast = "the TorchSharp packages have no autocast";
    public const string NoProfile = "the TorchSharp packages do not measure operators";
    public const string NoErrors = "with the TorchSharp packages an error in a backward pass ends the process";

    /// <summary>Whether they are used, and not this project's own binding.</summary>
    public static bool AreUsed => typeof(torch).Assembly.GetName().Name == "TorchSharp";

    /// <summary>Why a test is skipped: for the reason given with the packages, not at all with the own binding.</summary>
    public static string? Skip(string reason) => AreUsed ? reason : null;
}

/// <summary>A test of what only this project's own binding can do, skipped with the reason elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OwnBindingFactAttribute : FactAttribute
{
    public OwnBindingFactAttribute(string reason) => Skip = WithPackages.Skip(reason);
}

/// <summary>Several of such tests.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OwnBindingTheoryAttribute : TheoryAttribute
{
    public OwnBindingTheoryAttribute(string reason) => Skip = WithPackages.Skip(reason);
}
