namespace HoDsl.Cli;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
internal static class DidYouMean
{
    private const int MostEdits = 3;

    /// <summary>The known name nearest to what was typed, or null where none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        var near = known
            .Select(name => (Name: name, Edits: Edits(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .MinBy(candidate => candidate.Edits);
        return near.Name is not null && near.Edits <= Math.Min(MostEdits, (typed.Length - 1) / 2) ? near.Name : null;
    }

    /// <summary>How many letters must be inserted, deleted or replaced to make one word of the other (Levenshtein).</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
