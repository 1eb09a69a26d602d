namespace HoDsl.Cli;

/// <summary>A command line that cannot be meant as it stands; the message says why in one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message);
