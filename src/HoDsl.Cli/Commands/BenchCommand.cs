using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HoDsl.Cli.Benching;
using HoDsl.Runtime.Training;
using Spectre.Console;
using TorchSharp;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl bench</c>: training and inference beside PyTorch, and schemes beside each other, in one run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Measure only the cases with TEXT in their name.", HelpName = "TEXT" };
        var rounds = new Option<int>("--rounds") { Description = "In how many rounds the contestants take turns.", HelpName = "N", DefaultValueFactory = _ => 7 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line instead of tables." };
        var command = new Command("bench", "Times networks beside PyTorch's, in turns.") { only, rounds, json };
        command.SetAction(line => Run(line.GetValue(only) ?? "", line.GetValue(rounds), line.GetValue(json)));
        return command;
    }

    private static int Run(string only, int rounds, bool asJson)
    {
        if (rounds < 1)
            throw new UsageException($"--rounds is {rounds}, and must be at least 1.");
        Processors.UseAll();
        var plan = BenchPlan.Load();
        var cases = plan.BesidePyTorch.Where(entry => $"{entry}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var pairs = plan.BesideEachOther.Where(pair => $"{pair.Case}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (cases.Count + pairs.Count == 0)
            throw new UsageException($"No case has '{only}' in its name.");
        Print(cases, rounds, asJson);
        Print(pairs, rounds, asJson);
        return ExitCode.Success;
    }

    private static void Print(List<BenchCase> cases, int rounds, bool asJson)
    {
        using var peer = new Peer(torch.get_num_threads());
        var table = Table("ms a step", "PyTorch", "its convolutions", "HoDsl", "share closed");
        foreach (var entry in cases)
        {
            using var ours = new OwnContestant(entry);
            var seconds = Contest.Run(rounds, peer.Open(entry, convolutionsOnly: false), peer.Open(entry, convolutionsOnly: true), ours);
            var row = new BesidePyTorch($"{entry}", 1000 * seconds[0], 1000 * seconds[1], 1000 * seconds[2]);
            table.AddRow(row.Case, Number(row.PyTorch, 1), Number(row.Convolutions, 1), Number(row.Ours, 1), Number(row.ShareClosed, 2));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.BesidePyTorch));
        }

        Finish(table, asJson);
    }

    private static void Print(List<BenchPair> pairs, int rounds, bool asJson)
    {
        var table = Table("beside", "", "time", "peak memory");
        foreach (var (entry, than) in pairs)
        {
            using var first = new OwnContestant(entry);
            using var second = new OwnContestant(than);
            var seconds = Contest.Run(rounds, first, second);
            var row = new BesideEachOther($"{entry}", $"{than}", seconds[0] / seconds[1], (double)first.PeakBytes() / second.PeakBytes());
            table.AddRow(row.Case, row.Than, Number(row.Time, 3), Number(row.PeakBytes, 3));
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(row, BenchJson.Default.BesideEachOther));
        }

        Finish(table, asJson);
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(column);
        return table;
    }

    private static void Finish(Table table, bool asJson)
    {
        if (!asJson && table.Rows.Count > 0)
            AnsiConsole.Write(table);
    }

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
