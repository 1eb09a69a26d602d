using System.Globalization;
using System.Text.Json;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Torch;
using Spectre.Console;
using TorchSharp;

namespace HoDsl.Cli.Benching;

/// <summary>Takes measurements and prints them, as tables or as JSON, a line for each.</summary>
/// <param name="device">Where the networks compute.</param>
/// <param name="rounds">In how many rounds the contestants take turns.</param>
/// <param name="asJson">Whether it prints JSON.</param>
internal sealed class Bench(torch.Device device, int rounds, bool asJson)
{
    /// <summary>Measures cases beside PyTorch.</summary>
    public void Measure(List<BenchCase> cases)
    {
        using var peer = new Peer(torch.get_num_threads());
        var table = PlainTable.Of("ms a step", "PyTorch", "its convolutions", "HoDsl", "share closed");
        foreach (var entry in cases)
        {
            using var ours = new OwnContestant(entry, device);
            var seconds = Contest.Run(rounds, peer.Open(entry, device, convolutionsOnly: false), peer.Open(entry, device, convolutionsOnly: true), ours);
            var row = new BesidePyTorch($"{entry}", 1000 * seconds[0], 1000 * seconds[1], 1000 * seconds[2]);
            table.AddCells(row.Case, Number(row.PyTorch, 1), Number(row.Convolutions, 1), Number(row.Ours, 1), Number(row.ShareClosed, 2));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.BesidePyTorch));
        }

        Finish(table);
    }

    /// <summary>Measures cases beside each other.</summary>
    public void Measure(List<BenchPair> pairs)
    {
        var table = PlainTable.Of("beside", "", "time", "peak memory");
        foreach (var (entry, than) in pairs)
        {
            using var first = new OwnContestant(entry, device);
            using var second = new OwnContestant(than, device);
            var seconds = Contest.Run(rounds, first, second);
            var row = new BesideEachOther($"{entry}", $"{than}", seconds[0] / seconds[1], (double?)first.PeakBytes() / second.PeakBytes());
            table.AddCells(row.Case, row.Than, Number(row.Time, 3), row.PeakBytes is { } bytes ? Number(bytes, 3) : "not counted");
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.BesideEachOther));
        }

        Finish(table);
    }

    /// <summary>Measures training within a budget beside training without, where memory is counted.</summary>
    public void Measure(List<BenchBudget> budgets)
    {
        if (TorchExtras.Current.Memory(device) is null)
            return;
        var table = PlainTable.Of("within a budget", "budget", "peak", "without", "computed twice", "time", "its price");
        foreach (var (entry, budget) in budgets)
        {
            using var within = new OwnContestant(entry, device);
            // Made while nothing else takes memory.
            var plan = within.StayWithin(budget);
            using var free = new OwnContestant(entry, device);
            var seconds = Contest.Run(rounds, within, free, free.ForwardOnly());
            var row = new WithinBudget(
                $"{entry}", budget, within.PeakBytes()!.Value, free.PeakBytes()!.Value, (double)plan.ComputedTwice / plan.Subnets, seconds[0] / seconds[1], seconds[2] / seconds[1]);
            table.AddCells(
                row.Case, $"{row.Budget}", $"{MemorySize.InMebibytes(row.PeakBytes)}", $"{MemorySize.InMebibytes(row.FreePeakBytes)}",
                $"{plan.ComputedTwice} of {plan.Subnets}", Number(row.Time, 3), Number(row.Price, 3));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.WithinBudget));
        }

        Finish(table);
    }

    /// <summary>Shows where the time of a step goes, beside PyTorch's.</summary>
    public void Profile(List<BenchCase> cases)
    {
        // What takes less on both sides is summed up.
        const double least = 0.005;
        using var peer = new Peer(torch.get_num_threads());
        foreach (var entry in cases)
        {
            using var ours = new OwnContestant(entry, device);
            var profile = StepProfile.Of($"{entry}", rounds, peer.Open(entry, device, convolutionsOnly: false), ours);
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
            Finish(table);
        }
    }

    private void Finish(Table table)
    {
        if (!asJson && table.Rows.Count > 0)
            table.Print();
    }

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
