using System.Reflection;
using TorchSharp;
using Xunit.Sdk;

namespace HoDsl.Tests;

/// <summary>Fails a test that leaves native tensors behind: each is disposed, or belongs to a scope.</summary>
/// <remarks>
/// It counts all of the process: an assembly that has it runs one test at a time; in others it is for the one class that makes tensors. With the TorchSharp packages, whose modules leave tensors to the
/// garbage collector, nothing is asked.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class)]
public sealed class NoLeaksAttribute : BeforeAfterTestAttribute
{
    private static DisposeScope? _scopeOfClass;
    private static long _before;

    /// <summary>The tensors but those of the scope that the test's class has open, which ends with the class.</summary>
    private static long Live => torch.Tensor.TotalCount - (_scopeOfClass?.DisposablesCount ?? 0);

    public override void Before(MethodInfo methodUnderTest)
    {
        _scopeOfClass = torch.CurrentDisposeScope;
        _before = Live;
    }

    public override void After(MethodInfo methodUnderTest)
    {
        if (WithPackages.AreUsed)
            return;
        var left = Live - _before;
        Assert.True(left <= 0, $"The test left {left} native tensors behind: dispose them, or make them in a NewDisposeScope().");
    }
}
