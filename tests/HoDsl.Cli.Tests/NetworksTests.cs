using System.Text.Json;

namespace HoDsl.Cli.Tests;

/// <summary>Networks on the command line: listed, described and checked.</summary>
public class NetworksTests
{
    [Fact]
    public void They_are_listed_a_line_each()
    {
        var networks = Hodsl.Run("networks");
        Assert.Equal(0, networks.Code);
        Assert.Contains(networks.Output.Split('\n'), line => line.StartsWith("ResNet50 ", StringComparison.Ordinal) && line.Contains("25,557,032"));
    }

    // torchvision's resnet50; 6n + 2 layers of arXiv 1710.10121.
    [Theory]
    [InlineData(50, 25_557_032, "resnet50")]
    [InlineData(20, null, "lm-resnet", "--units", "3")]
    [InlineData(20, null, "lm-resnet", "--units=3")]
    [InlineData(10, 298_314, "HoResNet", "--scheme", "euler")]
    public void Descriptions_count_layers_and_parameters(int layers, int? parameters, params string[] words)
    {
        using var json = JsonDocument.Parse(Hodsl.Run(["describe", .. words, "--json"]).Output);
        Assert.Equal(layers, json.RootElement.GetProperty("layers").GetInt32());
        if (parameters is { } count) Assert.Equal(count, json.RootElement.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void The_chosen_scheme_is_named_in_text_JSON_and_picture()
    {
        var picture = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.svg");
        try
        {
            var text = Hodsl.Run("describe", "lm-resnet", "--scheme", "midpoint", "--svg", picture).Output;
            Assert.StartsWith("LmResNet: LM-ResNet of Midpoint\n", text);
            Assert.Contains(" 9 blocks of Midpoint(preact) ", text);
            Assert.Contains(">9 blocks of Midpoint(preact)<", File.ReadAllText(picture));
            using var json = JsonDocument.Parse(Hodsl.Run("describe", "lm-resnet", "--scheme", "midpoint", "--json").Output);
            Assert.Equal("Midpoint", json.RootElement.GetProperty("scheme").GetString());
        }
        finally
        {
            File.Delete(picture);
        }
    }

    [Theory]
    [InlineData("LmResNet has no parameter '--depth'; it has --units, --width.", "LmResNet", "--depth", "3")]
    [InlineData("LmResNet has no parameter '--unit'; did you mean '--units'?", "LmResNet", "--unit", "3")]
    [InlineData("--units takes a whole number, not 'many'.", "LmResNet", "--units", "many")]
    [InlineData("The schemes of RevNet are its own", "RevNet", "--scheme", "rk4")]
    public void A_choice_that_is_not_possible_is_told(string message, params string[] words)
    {
        var outcome = Hodsl.Refused(["describe", .. words]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Errors);
    }

    /// <summary>The first would be a built-in one, the second none.</summary>
    [Theory]
    [InlineData("RK4")]
    [InlineData("Mine")]
    public void A_scheme_of_the_project_that_has_errors_is_named_with_its_file(string scheme)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (network, tableau) = (Path.Combine(folder.FullName, "small.network"), Path.Combine(folder.FullName, "faulty.tableau"));
            File.WriteAllText(network, "network Small<S>\ninput 3 x 8 x 8\nclasses 4\nconv 3x3, 8\nbody 2 blocks of S(vgg)\nglobal-average\nlinear classes\n");
            File.WriteAllText(tableau, $"scheme {scheme}\norder 2\n 0 |\n---+---\n | 1\n");
            var outcome = Hodsl.Refused("describe", network, "--scheme", scheme.ToLowerInvariant());
            Assert.Equal((2, $"error: The scheme '{scheme}' has errors: mend '{tableau}' first.\n"), (outcome.Code, outcome.Errors));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_fault_in_a_file_is_printed_at_its_place() => WithFile("linear classes\n", path =>
    {
        var check = Hodsl.Run("check", path);
        Assert.Equal(1, check.Code);
        Assert.Contains($"{path}(5,1): error HO0413: 'linear' cannot take 8 x 8 x 8", check.Output);
        Assert.DoesNotContain("class of the project", check.Output);
    });

    [Fact]
    public void Of_a_subnet_of_the_project_it_is_said_who_knows_it() => WithFile("body 2 blocks of RK4(MySubnet)\n", path =>
    {
        var words = $"{path}: a subnet that is a class of the project is known to its build alone: `dotnet build` checks this network\n";
        var (check, describe) = (Hodsl.Run("check", path), Hodsl.Run("describe", path));
        Assert.Equal((1, 1), (check.Code, describe.Code));
        Assert.Contains("error HO0415: there is no subnet 'MySubnet'", describe.Errors);
        Assert.Contains(words, check.Output);
        Assert.EndsWith(words, describe.Errors);
    });

    private static void WithFile(string end, Action<string> act)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.network");
        File.WriteAllText(path, "network Small\ninput 3 x 8 x 8\nclasses 4\nconv 3x3, 8\n" + end);
        try
        {
            act(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
