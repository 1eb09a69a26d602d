using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>Compiles networks.</summary>
internal static class CompileNetwork
{
    /// <summary>Lines above and below those of interest.</summary>
    public const string Head = "network Small(width = 16)\ninput 3 x 32 x 32\nclasses 10\nconv 3x3, width\n";

    /// <summary>What makes classes of maps.</summary>
    public const string Tail = "global-average\nlinear classes\n";

    /// <summary>Compiles one file.</summary>
    public static CompiledNetwork Text(string text, NetworkChoices? choices = null) =>
        NetworkCompiler.Compile([new SourceFile("test.network", text, "Test.Networks")], choices: choices)[0];

    /// <summary>The model of a file in which nothing is found.</summary>
    public static Network Valid(string text, NetworkChoices? choices = null)
    {
        var result = Text(text, choices);
        Assert.Empty(result.Findings);
        return result.Network!;
    }

    /// <summary>The only finding of a file.</summary>
    public static Finding Fault(string text) => Assert.Single(Text(text).Findings);

    /// <summary>A network of the project with its parameters chosen.</summary>
    public static Network BuiltIn(string name, string? scheme = null, params (string Name, int Value)[] parameters)
    {
        var result = Compiled(name, scheme, parameters);
        Assert.Empty(result.Findings);
        return result.Network!;
    }

    /// <summary>What is found in a network of the project with its parameters chosen.</summary>
    public static IEnumerable<Finding> BuiltInFindings(string name, string? scheme, params (string Name, int Value)[] parameters) => Compiled(name, scheme, parameters).Findings;

    private static CompiledNetwork Compiled(string name, string? scheme, (string Name, int Value)[] parameters)
    {
        var choices = new NetworkChoices(scheme is null ? null : Scheme(scheme), parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
        return NetworkCompiler.Compile([BuiltInNetworks.All.Single(file => file.Path == $"built-in/{name}.network")], choices: choices)[0];
    }

    private static SchemeSummary Scheme(string name) =>
        SchemeSummary.Of(SchemeCompiler.CompileBuiltIn().Select(compiled => compiled.Valid!).Single(scheme => scheme.Name == name));
}
