using System.Runtime.InteropServices;
using HoDsl.Cli.Training;

namespace HoDsl.Cli.Tests;

public class StopSignalsTests
{
    [Fact]
    public void The_first_signal_is_a_wish_and_the_second_ends_the_program()
    {
        using var signals = new StopSignals();
        var (first, second) = (new PosixSignalContext(PosixSignal.SIGINT), new PosixSignalContext(PosixSignal.SIGINT));
        signals.Stop(first, ExitCode.Interrupted);
        Assert.True(first.Cancel);
        Assert.True(signals.Token.IsCancellationRequested);
        Assert.Equal(130, signals.Code);
        signals.Stop(second, ExitCode.Interrupted);
        Assert.False(second.Cancel);
    }
}
