using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using Microsoft.CodeAnalysis;

namespace HoDsl.Generator.Tests.Incrementality;

/// <summary>For steps of the generator the reasons that Roslyn gives for running them, one an item, in the order of the files.</summary>
internal static class RunReasons
{
    /// <summary>The reasons after an edit, a line a step, and those of the outputs.</summary>
    public static string After(IReadOnlyList<string> names, TableauText[] files, Func<GeneratorDriver, GeneratorDriver> edit, Compilation? after = null)
    {
        var run = edit(Generation.Driver(files).RunGenerators(Generation.Empty)).RunGenerators(after ?? Generation.Empty).GetRunResult().Results[0];
        var width = names.Max(name => name.Length);
        var steps = names.Select(step => Line(step, width, run.TrackedSteps.GetValueOrDefault(step, []), InOrder));
        return string.Join("\n", steps.Append(Line("outputs", width, run.TrackedOutputSteps.SelectMany(pair => pair.Value), _ => 0)));

        // Roslyn lists the items of a step as its outputs lead back to them; a new file comes last.
        int InOrder(object value) => files.TakeWhile(file => file.Path != PathOf(value)).Count();
    }

    private static string Line(string name, int width, IEnumerable<IncrementalGeneratorRunStep> steps, Func<object, int> place) =>
        $"{name.PadRight(width)}  {string.Join(" ", steps.SelectMany(step => step.Outputs).OrderBy(output => place(output.Value)).Select(output => output.Reason))}".TrimEnd();

    private static string? PathOf(object value) => value switch
    {
        SourceFile source => source.Path,
        ParsedFile file => file.Source.Path,
        ParsedNetwork network => network.Source.Path,
        _ => null,
    };
}
