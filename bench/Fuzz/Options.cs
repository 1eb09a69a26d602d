namespace HoDsl.Bench.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public long Count { get; init; } = 100_000;

    /// <summary>The number of the first case.</summary>
    public long From { get; init; }

    public int Seed { get; init; } = 1;

    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Of how many cases that compile one goes through the C# compiler too.</summary>
    public int Bind { get; init; } = 100;

    /// <summary>Where the texts that fail are saved.</summary>
    public string Save { get; init; } = Path.Combine("runs", "fuzz");

    /// <summary>The only case to run.</summary>
    public long? Index { get; init; }

    public bool Print { get; init; }

    /// <summary>The file in which a supervised run notes the cases that it is at.</summary>
    public string? Progress { get; init; }

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--count" => options with { Count = long.Parse(args[++i]) },
                "--from" => options with { From = long.Parse(args[++i]) },
                "--seed" => options with { Seed = int.Parse(args[++i]) },
                "--workers" => options with { Workers = int.Parse(args[++i]) },
                "--bind" => options with { Bind = int.Parse(args[++i]) },
                "--save" => options with { Save = args[++i] },
                "--index" => options with { Index = long.Parse(args[++i]) },
                "--print" => options with { Print = true },
                "--progress" => options with { Progress = args[++i] },
                _ => throw new ArgumentException($"'{args[i]}' is not an option"),
            };
        }
        return options;
    }
}
