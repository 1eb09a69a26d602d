namespace HoDsl.Bench.Fuzz;

/// <summary>A file of a case.</summary>
internal sealed record CaseFile(string Path, string Text);

/// <summary>A project of one or two mutated files, which follows from a seed and a number.</summary>
internal sealed record Case(long Index, IReadOnlyList<CaseFile> Files)
{
    public static Case Of(int seed, long index)
    {
        var random = new Random(unchecked((int)(seed * 1_000_003L + index)));
        var corpus = random.Next(3) == 0 ? Corpus.Networks : Corpus.Tableaux;
        List<CaseFile> files = [Mutated(corpus, "one", random)];
        // A scheme and what extends it, two rivals, or a network beside a scheme.
        if (random.Next(5) == 0)
            files.Add(corpus == Corpus.Networks || random.Next(2) == 0 ? Mutated(Corpus.Tableaux, "two", random) : Extension(files[0].Text, random));
        return new(index, files);
    }

    private static CaseFile Mutated(Corpus corpus, string name, Random random) => new(name + corpus.Extension, new Mutator(corpus, random).Mutate(corpus.Pick(random)));

    private static CaseFile Extension(string text, Random random)
    {
        var mutator = new Mutator(Corpus.Tableaux, random);
        var @base = System.Text.RegularExpressions.Regex.Match(text, @"scheme\s+(\w+)").Groups[1].Value;
        var extension = $"scheme Two extends {@base}\nstep learnable init 1\n{mutator.Line()}\n";
        return new("two.tableau", random.Next(2) == 0 ? extension : mutator.Mutate(extension));
    }
}
