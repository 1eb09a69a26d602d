using System.Globalization;
using HoDsl.Cli.Checking;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using HoDsl.Runtime;

namespace HoDsl.Cli.Describing;

/// <summary>What `NETWORK|FILE` on the command line means: a path, or the name of a network that the compiler carries.</summary>
internal static class NetworkArgument
{
    private const string Extension = ".network";

    /// <summary>The names of the networks that the compiler carries.</summary>
    public static IEnumerable<string> Names => BuiltInNetworks.All.Select(Name);

    /// <summary>Whether a path is that of a network file.</summary>
    public static bool IsFile(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a network is meant, not a scheme.</summary>
    public static bool IsMeant(string argument) => IsFile(argument) || Names.Any(name => Spelling.IsSame(name, argument));

    /// <summary>Compiles what was meant, with what the command line chooses.</summary>
    /// <param name="argument">A path or a name.</param>
    /// <param name="scheme">The name of the open scheme, or null for its default.</param>
    /// <param name="choices">The words behind: `--name value` for each parameter that is chosen.</param>
    /// <exception cref="UsageException">A choice is not possible.</exception>
    public static CompiledNetwork Compile(string argument, string? scheme, IReadOnlyList<string> choices) =>
        Compile(argument, scheme, network => Parameters(choices, network));

    /// <summary>Compiles what was meant, with parameters that it has.</summary>
    public static CompiledNetwork Compile(string argument, string? scheme, IReadOnlyDictionary<string, int> parameters) => Compile(argument, scheme, _ => parameters);

    /// <summary>Compiles a file as it stands; it may be made of the tableaux given, too.</summary>
    public static CompiledNetwork CompileFile(string path, IReadOnlyList<string> tableaux) =>
        NetworkCompiler.Compile([TableauFiles.Read(path)], TableauFiles.Around(path, tableaux))[0];

    private static CompiledNetwork Compile(string argument, string? scheme, Func<ParsedNetwork, IReadOnlyDictionary<string, int>> parameters)
    {
        // A network may be made of its neighbours.
        var (file, tableaux) = IsFile(argument)
            ? (TableauFiles.Read(argument), TableauFiles.Beside([argument]).ToList())
            : (BuiltInNetworks.All.First(file => Spelling.IsSame(Name(file), argument)), []);
        var (parsed, schemes) = (new ParsedNetwork(file), ProjectSchemes.Of(tableaux));
        return NetworkCompiler.Compile([file], schemes, new(Summary(scheme, schemes, parsed), parameters(parsed)))[0];
    }

    private static SchemeSummary? Summary(string? name, ProjectSchemes schemes, ParsedNetwork network)
    {
        if (name is null)
            return null;
        if (network.Syntax.Header is { OpenScheme: null } header)
            throw new UsageException($"The schemes of {header.Name.Text} are its own: it cannot be described with another.");
        bool IsMeant(string scheme) => Spelling.IsSame(scheme, name);
        // A project's scheme hides the built-in one of its name, even while it has errors.
        if (!schemes.Valid.Any(scheme => IsMeant(scheme.Name)) && schemes.Declared.FirstOrDefault(scheme => IsMeant(scheme.Name)) is { } faulty)
            throw new UsageException($"The scheme '{faulty.Name}' has errors: mend '{faulty.Path}' first.");
        var all = schemes.Valid.Concat(SchemeCompiler.CompileBuiltIn().Select(compiled => SchemeSummary.Of(compiled.Scheme!))).ToList();
        return all.Find(scheme => IsMeant(scheme.Name))
            ?? throw UsageException.NoSuch("scheme", name, all.Select(scheme => scheme.Name), "hodsl schemes");
    }

    // What is no option of the command is `--name value` of the network.
    private static Dictionary<string, int> Parameters(IReadOnlyList<string> choices, ParsedNetwork network)
    {
        var names = network.Syntax.Header?.Parameters.Select(parameter => parameter.Name.Text).ToList() ?? [];
        var values = new Dictionary<string, int>();
        choices = [.. choices.SelectMany(choice => choice.StartsWith("--", StringComparison.Ordinal) ? choice.Split(['=', ':'], 2) : [choice])];
        for (var i = 0; i < choices.Count; i += 2)
        {
            var name = choices[i].TrimStart('-');
            if (!choices[i].StartsWith("--", StringComparison.Ordinal) || !names.Contains(name))
                throw new UsageException($"{network.NetworkName} has no parameter '{choices[i]}'{Others(name, names)}");
            if (i + 1 == choices.Count || !int.TryParse(choices[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw new UsageException($"--{name} takes a whole number{(i + 1 == choices.Count ? "" : $", not '{choices[i + 1]}'")}.");
            values[name] = value;
        }
        return values;
    }

    private static string Others(string name, List<string> names) => Suggestion.Nearest(name, names) is { } near ? $"; did you mean '--{near}'?"
        : $"; it has {(names.Count == 0 ? "none" : string.Join(", ", names.Select(own => $"--{own}")))}.";

    private static string Name(SourceFile file) => new ParsedNetwork(file).NetworkName!;
}
