using System.CommandLine;
using HoDsl.Cli.Benching;
using HoDsl.Cli.Training;
using HoDsl.Runtime.Training;
using TorchSharp;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl bench</c>: training and inference beside PyTorch, and schemes beside each other, in one run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "Measure only the cases with TEXT in their name.", HelpName = "TEXT" };
        var device = OptionForms.Device("the processor");
        var batch = OptionForms.Whole("--batch", "How many images a step takes, in place of each case's own: a GPU is busy with hundreds. Budgets are left out then.");
        var rounds = OptionForms.Whole("--rounds", "In how many rounds the contestants take turns.");
        rounds.DefaultValueFactory = _ => 7;
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line instead of tables." };
        var profile = new Option<bool>("--profile") { Description = "Show which operators the time of a training step goes to, here and in PyTorch." };
        var command = new Command("bench", "Times networks beside PyTorch's, in turns.") { only, device, batch, rounds, json, profile };
        command.SetAction(line => Run(
            line.GetValue(only) ?? "", line.GetValue(device) ?? torch.CPU, line.GetResult(batch) is null ? null : line.GetValue(batch),
            line.GetValue(rounds), line.GetValue(json), line.GetValue(profile)));
        return command;
    }

    private static int Run(string only, torch.Device device, int? batch, int rounds, bool asJson, bool profiles)
    {
        if (rounds < 1)
            throw new UsageException($"--rounds is {rounds}, and must be at least 1.");
        if (batch < 1)
            throw new UsageException($"--batch is {batch}, and must be at least 1.");
        if (profiles && device.type != DeviceType.CPU)
            throw new UsageException($"--profile shows where the processor's time goes, and {device} has its own: leave one of the two out.");
        Devices.Here(device);
        Processors.UseAll();
        var plan = BenchPlan.Load().WithBatch(batch);
        var cases = plan.BesidePyTorch.Where(entry => (entry.Trains || !profiles) && $"{entry}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var pairs = plan.BesideEachOther.Where(pair => !profiles && $"{pair.Case}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        var budgets = plan.WithinBudgets.Where(entry => !profiles && $"{entry.Case}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (cases.Count + pairs.Count + budgets.Count == 0)
            throw new UsageException($"No case has '{only}' in its name.");
        var bench = new Bench(device, rounds, asJson);
        if (profiles)
            bench.Profile(cases);
        else
            bench.Measure(cases);
        bench.Measure(pairs);
        bench.Measure(budgets);
        return ExitCode.Success;
    }
}
