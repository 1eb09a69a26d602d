using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HoDsl.Torch.Autograd;

/// <summary>Exceptions of C# code that native code called: they wait here, under a number, while native code hands the failure on.</summary>
internal static partial class KeptExceptions
{
    private static readonly ConcurrentDictionary<int, Exception> Kept = [];
    private static int last;

    /// <summary>Keeps an exception; the number tells it from others, and is not 0.</summary>
    public static int Keep(Exception exception)
    {
        var number = Interlocked.Increment(ref last);
        Kept[number] = exception;
        return number;
    }

    /// <summary>The exception that the message of a failure stands for, which is kept no longer.</summary>
    public static bool TryTake(string message, [NotNullWhen(true)] out Exception? exception)
    {
        exception = null;
        return Mention().Match(message) is { Success: true } match
            && Kept.TryRemove(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), out exception);
    }

    [GeneratedRegex(@"managed exception (\d+)\.")]
    private static partial Regex Mention();
}
