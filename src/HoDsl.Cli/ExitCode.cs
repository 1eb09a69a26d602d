namespace HoDsl.Cli;

/// <summary>What the program's exit status says.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>Something that the user can mend stood in the way.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The training diverged.</summary>
    public const int Diverged = 3;

    /// <summary>Ended by Ctrl-C (SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
