using TorchSharp;

namespace HoDsl.Tests;

/// <summary>What the official TorchSharp packages cannot do.</summary>
internal static class WithPackages
{
    public const string NoBytes = "the TorchSharp packages do not count bytes on the processor";
    public const string NoAutocast = "the TorchSharp packages have no autocast";
    public const string NoGenerators = "the TorchSharp packages give no access to the generators of GPUs";
    public const string NoProfile = "the TorchSharp packages do not measure operators";
    public const string NoBiasedVariance = "var(unbiased: false) of the TorchSharp packages divides by n - 1";
    public const string NoStartOfGroupNorm = "the GroupNorm of the TorchSharp packages begins with what memory holds";
    public const string NewParameters = "with the TorchSharp packages a module that moves gets new parameters";
    public const string OtherMessages = "the TorchSharp packages refuse it in fewer words";
    public const string NoRefusalOfOneValue = "the batch norm of the TorchSharp packages takes a single value, whose variance is no number";
    public const string OtherSgd = "the SGD of the TorchSharp packages lets weight decay grow what it maximizes, and copies no state without momentum";
    public const string OtherMilestones = "the TorchSharp packages count a milestone once that is named twice";
    public const string TruthAsNumbers = "the TorchSharp packages make numbers of a truth value that a tensor is filled with";
    public const string NoRecording = "the TorchSharp packages record nothing";
    public const string NoSightOfHooks = "the TorchSharp packages do not tell whether a module has hooks";
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
