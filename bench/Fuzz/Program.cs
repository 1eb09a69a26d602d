// Fuzz [--count N] [--from I] [--seed S] [--workers W] [--bind B] [--save FOLDER]
//     runs N mutated files (100000) from the I-th on, every B-th of those that compile (100th) through the C# compiler too; exits with 1 on any failure
// Fuzz --seed S --index I [--print]
//     runs one of them again, or prints it

using HoDsl.Bench.Fuzz;

var options = Options.Parse(args);
if (options is { Index: { } index, Print: true })
{
    foreach (var file in Case.Of(options.Seed, index).Files)
        Console.Write($"==> {file.Path} <==\n{file.Text}\n");
    return 0;
}
return options.Progress is null && options.Index is null ? Supervisor.Run(options, args) : new Run(options).Execute();
