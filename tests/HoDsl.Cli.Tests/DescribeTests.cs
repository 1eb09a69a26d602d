using System.Text.Json;
using System.Xml.Linq;

namespace HoDsl.Cli.Tests;

public sealed class DescribeTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_scheme_is_described_by_its_tableau_and_its_facts()
    {
        var (code, output, _) = Describe("rk-4");
        Assert.Equal(0, code);
        Assert.Contains("1/2 | .    1/2", output);
        Assert.Matches("limit, real axis +2.78529\n", output);
        Assert.Matches("limit, imaginary axis +2.82843\n", output);
        Assert.Matches("error norm +0.0145046\n", output);
        Assert.Matches("fewest live maps +3\n", output);
    }

    [Fact]
    public void A_file_is_described_as_a_built_in_scheme_is()
    {
        var file = Write("scheme Mine \"A method of my own\"\n |\n---+---\n | 1");
        var (code, output, _) = Describe(file);
        Assert.Equal(0, code);
        Assert.StartsWith("Mine: A method of my own\n", output);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_with_the_reason()
    {
        var (tableau, network, folder) = (Path.Combine(_folder, "none.tableau"), Path.Combine(_folder, "none.network"), Directory.CreateDirectory(Path.Combine(_folder, "folder.tableau")).FullName);
        Assert.Equal((1, "", $"{tableau}(1,1): error HO0002: the file cannot be read\n{tableau}: there is no such file\n"), Describe(tableau));
        Assert.Equal((1, "", $"{network}(1,1): error HO0002: the file cannot be read\n{network}: there is no such file\n"), Describe(network));
        Assert.EndsWith($"\n{folder}: it is a folder: name the files in it\n", Describe(folder).Errors);
    }

    [Fact]
    public void A_mistyped_name_is_answered_with_the_one_that_was_meant()
    {
        var (code, _, errors) = Describe("vernier89");
        Assert.Equal(2, code);
        Assert.Equal("error: There is no scheme, network or file 'vernier89'; did you mean 'Verner89'?\n", errors);
    }

    [Fact]
    public void A_mistyped_network_is_answered_likewise()
    {
        Assert.Contains("did you mean 'RevNet'?", Describe("rvnet").Errors);
        Assert.Equal("error: There is no scheme, network or file 'nonsense'; `hodsl schemes` and `hodsl networks` list those there are.\n", Describe("nonsense").Errors);
    }

    [Fact]
    public void The_help_has_no_arguments_but_those_that_it_explains() =>
        Assert.Contains("describe <SCHEME|NETWORK|FILE> [options]\n", Describe("--help").Output);

    [Fact]
    public void An_option_that_no_scheme_has_is_told() => Assert.Equal((2, "", "error: A scheme has no parameter '--jsn'.\n"), Describe("rk4", "--jsn"));

    [Fact]
    public void A_false_claim_is_reported_and_what_is_true_is_described()
    {
        var (code, output, errors) = Describe(Write("scheme Mine\norder 2\n |\n---+---\n | 1"));
        Assert.Equal(1, code);
        Assert.Contains("error HO0201: 'Mine' claims order 2 but has order 1", errors);
        Assert.Matches("\norder +1\n", output);
    }

    [Fact]
    public void The_facts_in_JSON_have_their_names()
    {
        var (_, output, _) = Describe("verner89", "--json");
        var facts = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            ["stages", "stagesUsed", "order", "embeddedOrder", "stageOrders", "errorNorm", "embeddedErrorNorm", "stabilityPolynomial", "realAxisLimit",
                "imaginaryAxisLimit", "ssp", "fsal", "invertible", "nonzerosA", "nonzerosB", "liveMapsPeak", "liveMapsRetained"],
            facts.EnumerateObject().Select(property => property.Name).Except(["file", "scheme", "diagnostics"]));
        Assert.Equal("677/7054387200-4421/45349632000*sqrt(6)", facts.GetProperty("stabilityPolynomial")[12].GetString());
        Assert.Equal(4.1562397, facts.GetProperty("realAxisLimit").GetDouble(), 1e-7);
    }

    [Fact]
    public void The_documentation_says_what_each_fact_means()
    {
        var (_, output, _) = Describe("verner89", "--json");
        var names = JsonDocument.Parse(output).RootElement.EnumerateObject().Select(property => property.Name).Except(["file", "scheme", "diagnostics"]);
        var section = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "language.md")).Split("\n## ").Single(text => text.StartsWith("What the compiler finds out", StringComparison.Ordinal));
        var rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1]);
        Assert.Equal(names, rows.SelectMany(names => names.Split(',')).Select(name => name.Trim(' ', '`')));
    }

    /// <summary>A network is called RevNet, too.</summary>
    [Fact]
    public void A_scheme_is_told_from_a_network_of_its_name()
    {
        var (code, output, _) = Describe("revnet.tableau", "--json");
        Assert.Equal(0, code);
        Assert.True(JsonDocument.Parse(output).RootElement.GetProperty("invertible").GetBoolean());
    }

    /// <summary>A limit where there is none is no number that JSON could hold.</summary>
    [Fact]
    public void A_method_without_limits_has_null_limits()
    {
        var (_, output, _) = Describe(Write("scheme Mine\n |\n | .\n---+---\n | 1 -1"), "--json");
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(output).RootElement.GetProperty("realAxisLimit").ValueKind);
        Assert.Matches("\nlimit, real axis +none\n", Describe(Path.Combine(_folder, "mine.tableau")).Output);
    }

    /// <summary>Nor is an error larger than any double.</summary>
    [Fact]
    public void A_fact_that_overflows_is_told_in_words_and_null_in_JSON()
    {
        var file = Write("scheme Mine\norder 1\n 0 |\n 1e200 | 1e200\n 1 | 1-1e200 1e200\n---+---\n | . 1e200 1-1e200");
        var (code, output, errors) = Describe(file, "--json");
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(output).RootElement.GetProperty("errorNorm").ValueKind);
        Assert.Matches("\nerror norm +larger than any double\n", Describe(file).Output);
    }

    [Fact]
    public void The_picture_has_an_arc_for_each_coefficient()
    {
        var picture = Path.Combine(_folder, "picture.svg");
        Assert.Equal(0, Describe("verner89", "--svg", picture).Code);
        var classes = XDocument.Load(picture).Descendants(Svg + "path").Select(path => path.Attribute("class")!.Value).ToList();
        Assert.Equal(1, classes.Count(name => name == "region"));
        Assert.Equal(75 + 8, classes.Count(name => name is "positive" or "negative"));
        Assert.Equal(9, classes.Count(name => name.EndsWith(" embedded", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_picture_of_several_states_has_arcs_from_states_and_tells_what_is_learnt()
    {
        var picture = Path.Combine(_folder, "picture.svg");
        Assert.Equal(0, Describe(Write("scheme Mine\nstates y, y[-1]\nparam k learnable init 0\n | 1 . |\n---+---+---\ny | 1-k k | 1"), "--svg", picture).Code);
        var classes = XDocument.Load(picture).Descendants(Svg + "path").Select(path => path.Attribute("class")!.Value).ToList();
        Assert.Equal((3, 2), (classes.Count(name => name == "positive"), classes.Count(name => name == "learnt")));
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_one_sentence()
    {
        var (code, _, errors) = Describe("rk4", "--svg", Path.Combine(_folder, "nowhere", "picture.svg"));
        Assert.Equal(1, code);
        Assert.Matches("^error: Cannot write .*picture.svg: there is no such file or folder.\n$", errors);
    }

    private static (int Code, string Output, string Errors) Describe(params string[] arguments)
    {
        var outcome = Hodsl.Run(["describe", .. arguments]);
        return (outcome.Code, outcome.Output, outcome.Errors);
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "mine.tableau");
        File.WriteAllText(file, text);
        return file;
    }
}
