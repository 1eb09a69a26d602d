namespace HoDsl.Bench.Fuzz;

/// <summary>A tableau file of a case.</summary>
internal sealed record CaseFile(string Path, string Text);

/// <summary>A project of one or two mutated files, which follows from a seed and a number.</summary>
internal sealed record Case(long Index, IReadOnlyList<CaseFile> Files)
{
    public static Case Of(int seed, long index)
    {
        var random = new Random(unchecked((int)(seed * 1_000_003L + index)));
        var mutator = new Mutator(random);
        List<CaseFile> files = [new("one.tableau", mutator.Mutate(Corpus.Pick(random)))];
        // A base and what extends it, or two rivals.
        if (random.Next(5) == 0)
            files.Add(new("two.tableau", random.Next(2) == 0 ? mutator.Mutate(Corpus.Pick(random)) : Extension(files[0].Text, mutator, random)));
        return new(index, files);
    }

    private static string Extension(string text, Mutator mutator, Random random)
    {
        var @base = System.Text.RegularExpressions.Regex.Match(text, @"scheme\s+(\w+)").Groups[1].Value;
        var extension = $"scheme Two extends {@base}\nstep learnable init 1\n{mutator.Directive()}\n";
        return random.Next(2) == 0 ? extension : mutator.Mutate(extension);
    }
}
