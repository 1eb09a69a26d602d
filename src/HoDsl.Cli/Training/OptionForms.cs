using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;

namespace HoDsl.Cli.Training;

/// <summary>Options by the form of their values; a value of another form is told in one sentence.</summary>
internal static class OptionForms
{
    private const string None = "none";

    public static Option<string> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };

    public static Option<int> Whole(string name, string description) => Parsed(
        name, "N", description, "a whole number",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);

    public static Option<long> Long(string name, string description) => Parsed(
        name, "N", description, "a whole number",
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (long?)null);

    public static Option<double> Real(string name, string description) => Parsed(
        name, "X", description, "a number",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null);

    /// <summary>One of a few words.</summary>
    public static Option<T> Choice<T>(string name, string description, params (string Word, T Value)[] choices) where T : struct
    {
        string[] words = [.. choices.Select(choice => choice.Word)];
        return Parsed(name, string.Join('|', words), description, string.Join(" or ", words), text => Array.IndexOf(words, text) is >= 0 and var at ? choices[at].Value : (T?)null);
    }

    /// <summary>A written form that a type reads by itself; what the message about another form says is expected, where the forms alone are too short.</summary>
    public static Option<T> Written<T>(string name, string forms, string description, Func<string, T?> parse, string? expected = null) where T : class => new(name)
    {
        HelpName = forms,
        Description = description,
        CustomParser = result => parse(Value(result)) ?? Fault<T>(result, name, expected ?? forms.Replace("|", " or ")),
    };

    /// <summary>The same option with a word more: <c>none</c> takes back what a recipe or a run has.</summary>
    public static Option<Perhaps<TOrNone>> OrNone<T, TOrNone>(Option<T> option, Func<T, TOrNone> some) => new(option.Name)
    {
        HelpName = $"{option.HelpName}|{None}",
        Description = $"{option.Description} `{None}` takes back what a recipe or a run has.",
        CustomParser = result => new(Value(result) == None ? default! : some(option.CustomParser!(result)!)),
    };

    /// <summary>Where a network computes; what it says at last is where it does without the option.</summary>
    public static Option<Device> Device(string otherwise) =>
        Written("--device", "cpu|cuda|cuda:N", $"Where the network computes: the processor, a GPU, or GPU number N; without it {otherwise}.", Devices.Named);

    private static Option<T> Parsed<T>(string name, string help, string description, string expected, Func<string, T?> parse) where T : struct => new(name)
    {
        HelpName = help,
        Description = description,
        CustomParser = result => parse(Value(result)) ?? Fault<T>(result, name, expected),
    };

    private static string Value(ArgumentResult result) => result.Tokens[0].Value;

    private static T Fault<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} takes {expected}, not '{Value(result)}'.");
        return default!;
    }
}
