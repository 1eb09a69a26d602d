namespace HoDsl.Runtime;

/// <summary>An error that the user can mend: a broken file, a full disk, a wrong option.</summary>
/// <param name="message">One sentence or two: what is wrong, where, and what to do.</param>
/// <param name="inner">What caused it, if anything did.</param>
public class UserException(string message, Exception? inner = null) : Exception(message, inner);
