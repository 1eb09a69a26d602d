using System.Runtime.InteropServices;

namespace HoDsl.Cli.Training;

/// <summary>Turns the first Ctrl-C or SIGTERM into a wish to stop; a second one ends the program at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated)),
    ];

    /// <summary>Cancelled when a signal has come.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit status that the signal calls for.</summary>
    public int Code { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    /// <summary>What a signal brings about: where it is not cancelled, the program ends.</summary>
    internal void Stop(PosixSignalContext context, int code)
    {
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        Code = code;
        _source.Cancel();
    }
}
