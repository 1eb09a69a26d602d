using System.Runtime.InteropServices;
using TorchSharp;

namespace HoDsl.Cli.Tests;

/// <summary>Where memory does not suffice, the user is told what to do.</summary>
public class LackOfMemoryTests
{
    // No process can address as much.
    private const long Numbers = 1L << 50;

    [Fact]
    public void A_tensor_that_is_too_large_is_one_sentence() => AssertTold(() =>
    {
        using var tensor = torch.empty([Numbers]);
        return ExitCode.Success;
    });

    [Theory, InlineData("CUDA out of memory. Tried to allocate 20.00 MiB.\n  at ..."), InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")]
    public void A_GPU_that_is_full_is_one_sentence(string words) => AssertTold(() => throw new ExternalException(words));

    [Fact]
    public void Another_fault_of_libtorch_is_not_mistaken_for_it() =>
        Assert.Throws<ExternalException>(() => CommandLine.Run(() => throw new ExternalException("shapes do not match"), TextWriter.Null));

    private static void AssertTold(Func<int> command)
    {
        using var errors = new StringWriter();
        Assert.Equal(ExitCode.Failure, CommandLine.Run(command, errors));
        Assert.Equal("error: The memory does not suffice: take a smaller network or, to train, a budget (--memory), a smaller --batch or more parts of it (--accumulate).\n", errors.ToString());
    }
}
