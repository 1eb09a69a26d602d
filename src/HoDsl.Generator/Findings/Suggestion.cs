namespace HoDsl.Generator.Findings;

/// <summary>The nearest guess for a misspelt word.</summary>
public static class Suggestion
{
    /// <summary>`; did you mean 'order'?`, or nothing where no candidate is near.</summary>
    public static string For(string word, IEnumerable<string> candidates) => Nearest(word, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>`; did you mean 'conv'?`, or all candidates where none is near: `; those are conv, relu`.</summary>
    public static string Or(string word, IReadOnlyCollection<string> candidates) =>
        For(word, candidates) is { Length: > 0 } guess ? guess : All(candidates);

    /// <summary>`; those are on, off`: where there are few, or words so short that any are near to any.</summary>
    public static string All(IReadOnlyCollection<string> candidates) => candidates.Count == 0 ? "" : $"; those are {string.Join(", ", candidates)}";

    /// <summary>The candidate nearest to a word, case aside; null where none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) => candidates
        .Where(candidate => Math.Abs(candidate.Length - word.Length) <= Farthest(word))
        .Select(candidate => (Candidate: candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(pair => pair.Distance <= Farthest(word))
        .OrderBy(pair => pair.Distance)
        .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
        .Select(pair => pair.Candidate)
        .FirstOrDefault();

    private static int Farthest(string word) => Math.Max(1, word.Length / 3);

    // Edits that insert, delete, replace one character or swap two neighbours.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
