using System.CommandLine;
using HoDsl.Cli.Commands;
using HoDsl.Runtime;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli;

/// <summary>The program's commands, and what becomes of their errors.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line and gives the exit status.</summary>
    public static int Run(string[] args) => Run(args, Console.Error);

    /// <summary>The same, with a place of its own for what went wrong.</summary>
    internal static int Run(string[] args, TextWriter errors)
    {
        try
        {
            var line = Commands().Parse(args);
            if (line.Errors.Count > 0 || UsageFault.Swallowed(line) is not null) throw new UsageException(UsageFault.Of(line));
            return line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException fault)
        {
            return Fail(errors, fault.Message, ExitCode.Usage);
        }
        catch (DivergenceException fault)
        {
            return Fail(errors, fault.Message, ExitCode.Diverged);
        }
        catch (UserException fault)
        {
            return Fail(errors, fault.Message, ExitCode.Failure);
        }
    }

    private static RootCommand Commands() => new("Compiles Butcher tableaux into network blocks, and trains networks of them.")
    {
        TrainCommand.Create(),
        RecipesCommand.Create(),
        RunsCommand.Create(),
        EvalCommand.Create(),
        PredictCommand.Create(),
        SchemesCommand.Create(),
        NetworksCommand.Create(),
        CheckCommand.Create(),
        DescribeCommand.Create(),
        ExplainCommand.Create(),
        DataCommand.Create(),
        BenchCommand.Create(),
    };

    private static int Fail(TextWriter errors, string message, int code)
    {
        errors.WriteLine($"error: {message}");
        return code;
    }
}
