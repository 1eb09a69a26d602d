namespace HoDsl.Generator.Tests.Schemes;

/// <summary>Several steps of one method as one step of a method of many stages.</summary>
internal static class Steps
{
    private static readonly string[] Entries = ["", "1/2", ". 1/2", ". . 1"];

    /// <summary>Steps of the classical method, which together have its order, 4, and no higher: on y' = z y they multiply by the power of its polynomial.</summary>
    public static string OfClassical(int steps, string claim = "order 4")
    {
        var whole = string.Concat(Enumerable.Repeat($" 1/{6 * steps} 1/{3 * steps} 1/{3 * steps} 1/{6 * steps}", steps)).TrimStart();
        var weights = whole.Split(' ');
        var rows = from step in Enumerable.Range(0, steps)
                   from entries in Entries
                   let own = entries.Split(' ').Where(entry => entry.Length > 0).Select(entry => entry == "." ? "." : entry == "1" ? $"1/{steps}" : $"1/{2 * steps}")
                   select "| " + string.Join(" ", weights.Take(4 * step).Concat(own));
        return $"scheme Steps\n{claim}\n{string.Join("\n", rows)}\n---+---\n| {whole}";
    }
}
