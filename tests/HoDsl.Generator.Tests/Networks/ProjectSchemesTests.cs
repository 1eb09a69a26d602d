using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Tests.Emit;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>Networks beside the schemes of their project: whose scheme a name means, and which names two files cannot both have.</summary>
public class ProjectSchemesTests
{
    private const string Heun = "scheme RK4\norder 2\n 0 |\n 1 | 1\n---+----------\n   | 1/2  1/2";
    private const string Body = "input 3 x 32 x 32\nclasses 10\nconv 3x3, 8\nbody 2 blocks of RK4(vgg)\n" + CompileNetwork.Tail;

    /// <summary>Two blocks of two stages of two layers, stem and head.</summary>
    [Fact]
    public void A_scheme_of_the_project_hides_the_built_in_one() => Assert.Equal(10, Compiled(Heun).Network!.Depth);

    [Theory]
    [InlineData("order 2", "order 5")]
    [InlineData(" 1 | 1", " 1 | 1 +")]
    [InlineData("| 1/2  1/2", "| 1/2")]
    public void So_it_does_with_errors(string right, string wrong) => Assert.Equal(
        "small.network(5,18): error HO0431: the scheme 'RK4' has errors: mend 'rk4.tableau' first",
        Assert.Single(Compiled(Heun.Replace(right, wrong)).Findings).ToString());

    /// <summary>Two types of one name, in two namespaces, are no fault of theirs; but a network names no namespace.</summary>
    [Theory]
    [InlineData("network Small\n", "RK4", 5, 18)]
    [InlineData("network Small<Scheme = RK4>\n", "Scheme", 1, 24)]
    public void A_scheme_of_two_namespaces_could_be_either(string header, string scheme, int line, int column) => Assert.Equal(
        $"small.network({line},{column}): error HO0432: the scheme 'RK4' may be 'One.RK4' or 'Two.RK4': each scheme that a network names needs a name of its own",
        Assert.Single(Generation.Run(new("one.tableau", Heun, "One"), new("two.tableau", Heun, "Two"), new("small.network", header + Body.Replace("RK4", scheme))).Diagnostics).ToString());

    [Fact]
    public void The_generator_says_the_same_and_emits_nothing()
    {
        var run = Generation.Run(new("mine.tableau", Heun.Replace("RK4", "Mine").Replace("order 2", "order 5")), new("small.network", "network Small\n" + Body.Replace("RK4", "Mine")));
        Assert.Equal(["HO0201", "HO0431"], run.Diagnostics.Select(finding => finding.Id));
        Assert.Empty(run.GeneratedSources);
    }

    /// <summary>Roslyn takes no two files of one name, in whichever case, and leaves out all of a generator that gives them.</summary>
    [Theory]
    [InlineData("Acme", "ACME")]
    [InlineData("Acme", "Acme")]
    public void A_scheme_and_a_network_of_one_namespace_have_names_of_their_own(string one, string other)
    {
        var run = Generation.Run(new("heun.tableau", Heun.Replace("RK4", "Same"), one), new("same.network", "network SAME\n" + Body, other));
        Assert.Null(run.Exception);
        Assert.Equal(
            "same.network(1,9): error HO0421: 'SAME' is declared in 'heun.tableau' too;", Assert.Single(run.Diagnostics).ToString().Split(" each")[0]);
        Assert.Contains(run.GeneratedSources, source => source.HintName == $"{one}.Same.g.cs");
    }

    [Fact]
    public void In_two_namespaces_they_may_share_one() => Assert.Empty(Generation.Run(new("heun.tableau", Heun.Replace("RK4", "Same")), new("same.network", "network Same\n" + Body)).Diagnostics);

    [Theory]
    [InlineData("SchemeCatalog")]
    [InlineData("NetworkCatalog")]
    [InlineData("NETWORKCATALOG")]
    public void A_network_has_no_catalogues_name(string name)
    {
        var run = Generation.Run(EveryOption.Step, new("catalog.network", $"network {name}\n{Body}", "HoDsl.Schemes"), new("small.network", "network Small\n" + Body, "HoDsl.Networks"));
        Assert.Null(run.Exception);
        Assert.Equal("HO0109", Assert.Single(run.Diagnostics).Id);
    }

    [Theory]
    [InlineData("SchemeCatalog", "HoDsl.Schemes")]
    [InlineData("NetworkCatalog", "HoDsl.Networks")]
    [InlineData("networkcatalog", "HoDsl.Networks")]
    public void Nor_has_a_scheme(string name, string @namespace)
    {
        var run = Generation.Run(EveryOption.Step, new("catalog.tableau", Heun.Replace("RK4", name), @namespace), new("small.network", "network Small\n" + Body));
        Assert.Null(run.Exception);
        Assert.Equal("HO0109", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void Networks_that_the_catalogue_cannot_tell_apart_are_rivals()
    {
        TableauText[] files = [new("a.network", "network Res_Net\n" + Body), new("b.network", "network ResNet\n" + Body)];
        Assert.Equal(["HO0421", "HO0421"], Generation.Run(files).Diagnostics.Select(finding => finding.Id));
    }

    /// <summary>Schemes and networks have catalogues of their own.</summary>
    [Fact]
    public void A_scheme_and_a_network_differ_in_an_underscore() =>
        Assert.Empty(Generation.Run(new("a.tableau", Heun.Replace("RK4", "Res_Net"), "Acme"), new("b.network", "network ResNet\n" + Body, "Acme")).Diagnostics);

    private static CompiledNetwork Compiled(string tableau) => NetworkCompiler.Compile(
        [new SourceFile("small.network", "network Small\n" + Body, "Test.Networks")], ProjectSchemes.Of([new SourceFile("rk4.tableau", tableau, "Test.Schemes")]))[0];
}
