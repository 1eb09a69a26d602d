// OperatorFuzz [--minutes M] [--seed S] [--threads T]   calls entry points with any arguments for so long (1 minute), in a process of its own;
//                                                       exits with 1 if that ends early, and says at which calls
// OperatorFuzz --seed S --index I                       makes one of the calls again

using System.Diagnostics;
using HoDsl.Bench.OperatorFuzz;
using static TorchSharp.torch;

string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 ? args[i + 1] : null;
var seed = int.Parse(Option("--seed") ?? "1");
var threads = int.Parse(Option("--threads") ?? "2");
var minutes = double.Parse(Option("--minutes") ?? "1");

if (Option("--index") is { } index)
    return Say(long.Parse(index)) ? 0 : 1;
return Option("--progress") is { } progress ? Work(progress) : Supervise();

int Supervise()
{
    var notes = Path.GetTempFileName();
    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. args, "--progress", notes]))!;
    process.WaitForExit();
    if (process.ExitCode is not (0 or 1))
    {
        Console.WriteLine($"the process ended with status {process.ExitCode}, at one of");
        foreach (var call in Progress.Read(notes))
            Console.WriteLine($"  {call}");
    }

    File.Delete(notes);
    return process.ExitCode == 0 ? 0 : 1;
}

int Work(string notes)
{
    Progress.Open(notes, threads);
    set_num_threads(1);
    var (end, next, faults) = (Stopwatch.StartNew(), -1L, 0);
    var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
    {
        while (end.Elapsed.TotalMinutes < minutes && faults < 10)
        {
            if (!Say(Interlocked.Increment(ref next), onlyFaults: true))
                Interlocked.Increment(ref faults);
        }
    })).ToList();
    workers.ForEach(worker => worker.Start());
    workers.ForEach(worker => worker.Join());
    Console.WriteLine($"{EntryPoints.All.Count} entry points, {next + 1:N0} calls in {end.Elapsed.TotalMinutes:F1} minutes, {faults} faults; {Tensor.TotalCount} tensors left");
    return faults == 0 ? 0 : 1;
}

bool Say(long index, bool onlyFaults = false)
{
    var (text, fault) = Case.Run(seed, index);
    if (!onlyFaults || fault is not null)
        Console.WriteLine($"--seed {seed} --index {index}: {text}: {fault?.ToString() ?? "answered"}");
    return fault is null;
}
