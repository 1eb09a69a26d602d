namespace HoDsl.Snapshots;

/// <summary>Snapshots that differ, are new, or are claimed by nothing; the message names the files.</summary>
internal sealed class VerifyException(string message) : Exception(message);
