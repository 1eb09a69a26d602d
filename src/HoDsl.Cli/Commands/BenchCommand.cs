using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HoDsl.Cli.Benching;
using HoDsl.Cli.Training;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using Spectre.Console;
using TorchSharp;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl bench</c>: training and inference beside PyTorch, and schemes beside each other, in one run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Measure only the cases with TEXT in their name.", HelpName = "TEXT" };
        var rounds = OptionForms.Whole("--rounds", "In how many rounds the contestants take turns.");
        rounds.DefaultValueFactory = _ => 7;
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line instead of tables." };
        var profile = new Option<bool>("--profile") { Description = "Show which operators the time of a training step goes to, here and in PyTorch." };
        var command = new Command("bench", "Times networks beside PyTorch's, in turns.") { only, rounds, json, profile };
        command.SetAction(line => Run(line.GetValue(only) ?? "", line.GetValue(rounds), line.GetValue(json), line.GetValue(profile)));
        return command;
    }

    private static int Run(string only, int rounds, bool asJson, bool profiles)
    {
        if (rounds < 1)
            throw new UsageException($"--rounds is {rounds}, and must be at least 1.");
        Processors.UseAll();
        var plan = BenchPlan.Load();
        var cases = plan.BesidePyTorch.Where(entry => (entry.Trains || !profiles) && $"{entry}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var pairs = plan.BesideEachOther.Where(pair => !profiles && $"{pair.Case}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var budgets = plan.WithinBudgets.Where(entry => !profiles && $"{entry.Case}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (cases.Count + pairs.Count + budgets.Count == 0)
            throw new UsageException($"No case has '{only}' in its name.");
        if (profiles)
            PrintProfiles(cases, rounds, asJson);
        else
            Print(cases, rounds, asJson);
        Print(pairs, rounds, asJson);
        Print(budgets, rounds, asJson);
        return ExitCode.Success;
    }

    private static void Print(List<BenchCase> cases, int rounds, bool asJson)
    {
        using var peer = new Peer(torch.get_num_threads());
        var table = PlainTable.Of("ms a step", "PyTorch", "its convolutions", "HoDsl", "share closed");
        foreach (var entry in cases)
        {
            using var ours = new OwnContestant(entry);
            var seconds = Contest.Run(rounds, peer.Open(entry, convolutionsOnly: false), peer.Open(entry, convolutionsOnly: true), ours);
            var row = new BesidePyTorch($"{entry}", 1000 * seconds[0], 1000 * seconds[1], 1000 * seconds[2]);
            table.AddCells(row.Case, Number(row.PyTorch, 1), Number(row.Convolutions, 1), Number(row.Ours, 1), Number(row.ShareClosed, 2));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.BesidePyTorch));
        }

        Finish(table, asJson);
    }

    private static void Print(List<BenchPair> pairs, int rounds, bool asJson)
    {
        var table = PlainTable.Of("beside", "", "time", "peak memory");
        foreach (var (entry, than) in pairs)
        {
            using var first = new OwnContestant(entry);
            using var second = new OwnContestant(than);
            var seconds = Contest.Run(rounds, first, second);
            var row = new BesideEachOther($"{entry}", $"{than}", seconds[0] / seconds[1], (double)first.PeakBytes() / second.PeakBytes());
            table.AddCells(row.Case, row.Than, Number(row.Time, 3), Number(row.PeakBytes, 3));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.BesideEachOther));
        }

        Finish(table, asJson);
    }

    private static void Print(List<BenchBudget> budgets, int rounds, bool asJson)
    {
        var table = PlainTable.Of("within a budget", "budget", "peak", "without", "computed twice", "time", "its price");
        foreach (var (entry, budget) in budgets)
        {
            using var within = new OwnContestant(entry);
            // Made while nothing else takes memory.
            var plan = within.StayWithin(budget);
            using var free = new OwnContestant(entry);
            var seconds = Contest.Run(rounds, within, free, free.ForwardOnly());
            var row = new WithinBudget(
                $"{entry}", budget, within.PeakBytes(), free.PeakBytes(), (double)plan.ComputedTwice / plan.Subnets, seconds[0] / seconds[1], seconds[2] / seconds[1]);
            table.AddCells(
                row.Case, $"{row.Budget}", $"{MemorySize.InMebibytes(row.PeakBytes)}", $"{MemorySize.InMebibytes(row.FreePeakBytes)}",
                $"{plan.ComputedTwice} of {plan.Subnets}", Number(row.Time, 3), Number(row.Price, 3));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.WithinBudget));
        }

        Finish(table, asJson);
    }

    private static void PrintProfiles(List<BenchCase> cases, int rounds, bool asJson)
    {
        // What takes less on both sides is summed up.
        const double least = 0.005;
        using var peer = new Peer(torch.get_num_threads());
        foreach (var entry in cases)
        {
            using var ours = new OwnContestant(entry);
            var profile = StepProfile.Of($"{entry}", rounds, peer.Open(entry, convolutionsOnly: false), ours);
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(profile, BenchJson.Default.StepProfile));
            var table = PlainTable.Of(profile.Case, "calls", "PyTorch, ms", "calls", "HoDsl, ms");
            var shown = profile.Operators.Where(row => row.PyTorch > least * profile.PyTorch || row.Ours > least * profile.Ours).ToList();
            foreach (var row in shown)
                table.AddCells(row.Operator, Number(row.PyTorchCalls, 0), Number(row.PyTorch, 2), Number(row.OurCalls, 0), Number(row.Ours, 2));
            var others = profile.Operators.Except(shown).ToList();
            table.AddCells("other operators", "", Number(others.Sum(row => row.PyTorch), 2), "", Number(others.Sum(row => row.Ours), 2));
            table.AddCells("between operators", "", Number(profile.PyTorchRest, 2), "", Number(profile.OursRest, 2));
            table.AddCells("a step", "", Number(profile.PyTorch, 2), "", Number(profile.Ours, 2));
            table.AddCells("outside kernels, %", "", "", "", Number(100 * profile.OutsideKernels, 1));
            Finish(table, asJson);
        }
    }

    private static void Finish(Table table, bool asJson)
    {
        if (!asJson && table.Rows.Count > 0)
            table.Print();
    }

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
