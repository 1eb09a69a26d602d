using System.Text.Json;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>Says what is wrong with JSON to whoever wrote it: the library speaks of types, to whoever wrote those.</summary>
internal static class JsonWords
{
    private const string Root = "$", Member = "$.", Lacking = " was missing required properties including: ";

    /// <summary>The fault in words, without its line.</summary>
    public static string Of(JsonException fault)
    {
        // The library appends the place in its own words.
        var words = fault.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
        return words switch
        {
            _ when Says(" could not be converted to ") => $"{Place(fault)} has a value that it cannot have",
            _ when Says(" doesn't allow null values") => $"{Place(fault)} is null and must have a value",
            _ when Says(Lacking) => $"{Place(fault)} lacks {words.Split(Lacking)[1]}",
            _ when Says(" could not be mapped to ") => $"there is no {Place(fault)}",
            // What the reader cannot read has an inner exception: its words are about the reader, and may hold the whole file.
            _ when fault.InnerException is not null => $"it is no JSON at byte {fault.BytePositionInLine + 1}",
            // What else a converter says is about its member.
            _ when fault.Path is not null => $"{Place(fault)}: {words}",
            _ => words,
        };

        bool Says(string part) => words.Contains(part, StringComparison.Ordinal);
    }

    // A name with blanks or dots stands in brackets: $['a b'].
    private static string Place(JsonException fault) => fault.Path switch
    {
        null or Root => "it",
        var path when path.StartsWith(Member, StringComparison.Ordinal) => path[Member.Length..],
        var path => path[Root.Length..],
    };
}
