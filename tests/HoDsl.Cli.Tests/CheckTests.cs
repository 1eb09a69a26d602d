using System.Text.Json;

namespace HoDsl.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private const string Heun = " 0 |\n 1 | 1\n---+---------\n   | 1/2  1/2\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_claimed_and_true_is_told_as_proved()
    {
        var file = Write("mine", "scheme Mine\norder 2\n" + Heun);
        var (code, output, errors) = Check(file);
        Assert.Equal((0, $"{file}: Mine: 2 stages, order 2 (proved)\n", ""), (code, output, errors));
    }

    [Fact]
    public void A_false_claim_is_refused_at_its_cell()
    {
        var file = Write("mine", "scheme Mine\norder 2\n" + Heun.Replace("| 1/2  1/2", "| 1/2  1/3"));
        var (code, output, errors) = Check(file);
        Assert.Equal((1, ""), (code, errors));
        Assert.StartsWith($"{file}(6,11): error HO0201: 'Mine' claims order 2 but has order 0: the weights sum to 5/6, not 1; all claims would hold with 1/2 here\n", output);
    }

    /// <summary>In JSON a line for each file, and each finding with the length of its token.</summary>
    [Fact]
    public void Each_file_has_its_line_in_the_order_in_which_they_are_named()
    {
        string[] files = [Write("b", "scheme B\norder 2\n" + Heun.Replace("1/2  ", "1/2+x  ")), Write("a", "scheme A extends Unheard\n"), Write("c", "scheme C\norder 2\n" + Heun)];
        var (code, output, _) = Check(["--json", .. files]);
        Assert.Equal(1, code);
        var reports = output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(files, reports.Select(report => report.GetProperty("file").GetString()));
        Assert.Equal(("HO0111", 6, 10, 1), Only(reports[0]));
        Assert.Equal(("HO0112", 1, 18, 7), Only(reports[1]));
        Assert.Equal(2, reports[2].GetProperty("order").GetInt32());
        Assert.Empty(reports[2].GetProperty("diagnostics").EnumerateArray());
    }

    /// <summary>A folder, a file that is not there, and a link that leads to itself.</summary>
    [Fact]
    public void What_cannot_be_read_is_one_sentence_and_harms_no_other_file()
    {
        var (good, folder, missing, loop) = (Write("good", "scheme Good\norder 2\n" + Heun), Path.Combine(_folder, "folder.tableau"), Path.Combine(_folder, "missing.tableau"), Path.Combine(_folder, "loop.tableau"));
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(loop, loop);
        var (code, output, errors) = Check(folder, missing, loop, good);
        Assert.Equal((1, ""), (code, errors));
        Assert.All(new[] { folder, missing, loop }, path => Assert.Contains($"{path}(1,1): error HO0002: the file cannot be read\n", output));
        Assert.Contains($"\n{folder}: it is a folder: name the files in it\n", output);
        Assert.Contains($"\n{missing}: there is no such file\n", output);
        Assert.Contains($"\n{loop}: it is there, but may not be read\n", output);
        Assert.EndsWith($"{good}: Good: 2 stages, order 2 (proved)\n", output);
    }

    [Fact]
    public void A_network_that_is_not_there_is_told_likewise()
    {
        var missing = Path.Combine(_folder, "missing.network");
        Assert.Equal((1, $"{missing}(1,1): error HO0002: the file cannot be read\n{missing}: there is no such file\n", ""), Check(missing));
    }

    [Fact]
    public void A_scheme_may_extend_its_neighbour()
    {
        Write("base", "scheme Base\norder 2\n" + Heun);
        var file = Write("own", "scheme Own extends Base\nstep learnable\n");
        Assert.Equal((0, $"{file}: Own: 2 stages, order 2 (proved)\n", ""), Check(file));
    }

    /// <summary>Of two schemes of one name, a network has the one that is nearer: two projects can be checked at once.</summary>
    [Fact]
    public void A_network_sees_the_tableaux_given_and_those_beside_them()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "schemes"));
        var networks = Directory.CreateDirectory(Path.Combine(_folder, "networks")).FullName;
        Write("schemes/beside", "scheme Beside\n" + Heun);
        var given = Write("schemes/given", "scheme Given\n" + Heun);
        var faulty = Write("schemes/near", "scheme Near\norder 3\n" + Heun);
        Write("networks/near", "scheme Near\n" + Heun);
        var network = Path.Combine(networks, "small.network");
        File.WriteAllText(network, "network Small\ninput 3 x 8 x 8\nclasses 4\nconv 3x3, 8\n"
            + string.Concat(new[] { "Given", "Beside", "Near" }.Select(scheme => $"body 2 blocks of {scheme}(vgg)\n")) + "global-average\nlinear classes\n");
        var (_, output, errors) = Check(given, faulty, network);
        Assert.Equal("", errors);
        Assert.Contains($"\n{network}: Small: ", output);
        Assert.DoesNotContain("HO0414", Check(network, given).Output);
        Assert.Contains("HO0414: there is no scheme 'Given'", Check(network).Output);
    }

    /// <summary>What a scheme extends is that of its own folder, for a network as for the scheme itself.</summary>
    [Fact]
    public void A_network_of_another_folder_leaves_what_a_scheme_extends()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "schemes"));
        var networks = Directory.CreateDirectory(Path.Combine(_folder, "networks")).FullName;
        Write("schemes/base", "scheme Base\n" + Heun);
        Write("networks/base", "scheme Base\n|\n--+--\n| 1\n");
        var derived = Write("schemes/derived", "scheme Derived extends Base\n");
        var network = Path.Combine(networks, "small.network");
        File.WriteAllText(network, "network Small\ninput 3 x 8 x 8\nclasses 4\nconv 3x3, 8\nbody 2 blocks of Derived(vgg)\nglobal-average\nlinear classes\n");
        foreach (var given in (string[][])[[derived, network], [derived, Path.Combine(networks, "base.tableau"), network]])
        {
            var output = Check(given).Output;
            Assert.Contains($"{derived}: Derived: 2 stages", output);
            // The stem, twice two stages of two convolutions each, and the head.
            Assert.Contains($"{network}: Small: 10 layers", output);
        }
    }

    private static (string Id, int Line, int Column, int Length) Only(JsonElement report)
    {
        var finding = Assert.Single(report.GetProperty("diagnostics").EnumerateArray());
        int Number(string name) => finding.GetProperty(name).GetInt32();
        return (finding.GetProperty("id").GetString()!, Number("line"), Number("column"), Number("length"));
    }

    private static (int Code, string Output, string Errors) Check(params string[] arguments)
    {
        var outcome = Hodsl.Run(["check", .. arguments]);
        return (outcome.Code, outcome.Output, outcome.Errors);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, $"{name}.tableau");
        File.WriteAllText(file, text);
        return file;
    }
}
