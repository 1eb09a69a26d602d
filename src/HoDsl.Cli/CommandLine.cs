using System.CommandLine;
using System.Runtime.InteropServices;
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
    internal static int Run(string[] args, TextWriter errors) => Run(() => Invoke(args), errors);

    /// <summary>Runs a command and gives the exit status; a fault of those that users can mend is one sentence.</summary>
    internal static int Run(Func<int> command, TextWriter errors)
    {
        try
        {
            return command();
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
        catch (Exception fault) when (IsLackOfMemory(fault))
        {
            return Fail(errors, "The memory does not suffice: take a smaller network or, to train, a budget (--memory), a smaller --batch or more parts of it (--accumulate).", ExitCode.Failure);
        }
    }

    private static int Invoke(string[] args)
    {
        var line = Commands().Parse(args);
        return line.Errors.Count > 0 || UsageFault.Swallowed(line) is not null
            ? throw new UsageException(UsageFault.Of(line))
            : line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    // libtorch says it in words alone: of the processor's memory, of a GPU's, and of what CUDA's libraries take of that.
    private static readonly string[] LackOfMemory = ["allocate memory", "out of memory", "STATUS_ALLOC_FAILED"];

    private static bool IsLackOfMemory(Exception fault) => fault is OutOfMemoryException
        || (fault is ExternalException && LackOfMemory.Any(words => fault.Message.Contains(words, StringComparison.Ordinal)));

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
