using HoDsl.Generator.Tests.Emit;
using HoDsl.Runtime.Blocks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>Subnets that are classes of the project: which are found, what they can be told, and that the code that names them compiles.</summary>
public class ProjectSubnetTests
{
    private const string Usings = "using HoDsl.Runtime.Blocks; using TorchSharp; namespace Acme;\n";
    private const string Module = "torch.nn.Module<torch.Tensor, torch.Tensor>";

    private static readonly CSharpCompilation Project = CSharpCompilation.Create(
        "Test",
        references: [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(IScheme).Assembly.Location).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path))],
        options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    [Theory]
    [InlineData("public sealed class Own : {0}, ISubnet<Own> {{ {1} }}", "Acme.Own")]
    [InlineData("sealed class Own : {0}, HoDsl.Runtime.Blocks.ISubnet<Own> {{ {1} }}", "Acme.Own")]
    [InlineData("sealed class Own : {0}, global::HoDsl.Runtime.Blocks.ISubnet<Own> {{ {1} }}", "Acme.Own")]
    [InlineData("static class Outer {{ internal sealed class Own : {0}, ISubnet<Own> {{ {1} }} }}", "Acme.Outer.Own")]
    [InlineData("sealed partial class Own : {0} {{ {1} }} sealed partial class Own : ISubnet<Own>;", "Acme.Own")]
    public void A_class_is_found_by_the_interface_that_it_implements(string declaration, string name) => Assert.Contains(
        $"global::{name}.Create(stage, depth: 3)", Code(string.Format(null, declaration, Module, Members("int depth")), "Own depth 3"));

    [Theory]
    [InlineData("file sealed class Own : {0}, ISubnet<Own> {{ {1} }}")]
    [InlineData("static class Outer {{ private sealed class Own : {0}, ISubnet<Own> {{ {1} }} }}")]
    [InlineData("static class Outer<T> {{ internal sealed class Own : {0}, ISubnet<Own> {{ {1} }} }}")]
    [InlineData("interface ISubnet<T>; sealed class Own : {0}, ISubnet<Own> {{ {1} }}")]
    public void One_that_generated_code_cannot_name_is_none(string declaration) =>
        Assert.Equal(["HO0415"], Findings(string.Format(null, declaration, Module, Members("int depth")), "Own depth 3"));

    /// <summary>Of all its methods and parts, each as what its type can be.</summary>
    [Theory]
    [InlineData("int depth = 1", "depth 3", "depth: 3")]
    [InlineData("int? depth = null", "depth 3", "depth: 3")]
    [InlineData("long depth = 1", "depth 2 * 2", "depth: 2 * 2")]
    [InlineData("bool norm = true", "norm off", "norm: false")]
    [InlineData("double scale = 1", "scale 3/2", "scale: 1.5")]
    [InlineData("int K = 1", "K 3", "K: 3")]
    [InlineData("int @fixed = 1", "fixed 3", "@fixed: 3")]
    [InlineData("bool norm, double scale, int depth", "depth 2 norm on scale 20", "norm: true, scale: 20.0, depth: 2")]
    public void Options_are_numbers_and_switches(string parameters, string options, string arguments) => Assert.Contains(
        $"Create(stage, {arguments})", Code($"sealed partial class Own : {Module}, ISubnet<Own>; sealed partial class Own {{ {Members(parameters)} }}", $"Own {options}"));

    [Theory]
    [InlineData("bool norm = true", "norm 1", "HO0407")]
    [InlineData("int depth = 1", "depth 1/2", "HO0411")]
    [InlineData("int depth = 1", "depht 2", "HO0403")]
    [InlineData("string mode = \"\"", "mode on", "HO0403")]
    public void Others_are_refused(string parameters, string options, string id) =>
        Assert.Equal([id], Findings($"sealed class Own : {Module}, ISubnet<Own> {{ {Members(parameters)} }}", $"Own {options}"));

    /// <summary>Arguments of two overloads would fit neither. It is the one for a stage with the most options, which others of more parameters are not.</summary>
    [Theory]
    [InlineData("hidden 3", "HO0403")]
    [InlineData("depth 3", "HO0404")]
    [InlineData("depth 3 heads 2", null)]
    [InlineData("heads 2 depth 3 norm off", null)]
    public void They_are_those_of_one_overload_and_all_of_it_that_has_no_default(string options, string? id)
    {
        var members = Members("int depth, int heads, bool norm = true, string mode = \"\"");
        string[] others =
        [
            "StageInfo stage, int hidden = 1, int width = 1", "StageInfo stage, int depth, string name, int a, int b, int c",
            "StageInfo stage, int hidden = 1, string a = \"\", string b = \"\", string c = \"\", string d = \"\"", "string name, int a = 1, int b = 1, int c = 1, int d = 1",
        ];
        var source = $"sealed class Own : {Module}, ISubnet<Own> {{ {members} {string.Concat(others.Select(parameters => $"public static Own Create({parameters}) => new(); "))} }}";
        if (id is null)
            Assert.Contains("Create(stage, depth: 3, heads: 2", Code(source, $"Own {options}"));
        else
            Assert.Equal([id], Findings(source, $"Own {options}"));
    }

    /// <summary>Blocks fix its time; as the right side of an equation it stands for itself.</summary>
    [Theory]
    [InlineData("body 2 blocks of Step1(Own)", "Blocks<global::HoDsl.Schemes.Step1, global::HoDsl.Runtime.Subnets.Timed<global::Acme.Own>>(", "global::HoDsl.Runtime.Subnets.Timed<global::Acme.Own>.Create")]
    [InlineData("body 2 layers of Step1(Own depth 3)", "global::HoDsl.Runtime.Subnets.Timed<global::Acme.Own>.Layers", "stage => new global::HoDsl.Runtime.Subnets.Timed<global::Acme.Own>(stage, global::Acme.Own.Create(stage, depth: 3))")]
    [InlineData("body ode of Step1(Own) steps 4", " global::Acme.Own.Create,")]
    [InlineData("body ode of Step1(Own depth 3) steps 4", "stage => global::Acme.Own.Create(stage, depth: 3)")]
    public void A_subnet_may_depend_on_time(string body, params string[] parts)
    {
        var timed = $"sealed class Own : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>, ITimedSubnet<Own> {{ {Members("int depth").Replace("torch.Tensor input", "torch.Tensor input, torch.Tensor time")} }}";
        var code = CodeOf(timed, body);
        Assert.All(parts, part => Assert.Contains(part, code));
    }

    [Theory]
    [InlineData("interface IOwn<T> : ISubnet<T> where T : IOwn<T>; sealed class Own : {0}, IOwn<Own> {{ {1} }}")]
    [InlineData("sealed class Own : {0}, ISubnet<Acme.Own> {{ {1} }}")]
    [InlineData("sealed class Own : {0}, ISubnet<global::Acme.Own> {{ {1} }}")]
    public void It_may_reach_the_interface_in_other_words(string declaration) => Assert.Contains(
        "global::Acme.Own.Create(stage, depth: 3)", Code(string.Format(null, declaration, Module, Members("int depth")), "Own depth 3"));

    [Fact]
    public void Two_of_one_name_are_told_with_their_full_names() => Assert.Equal(
        "the subnet 'Own' may be 'Acme.One.Own' or 'Acme.Other.Own': each subnet that a network names needs a name of its own",
        Assert.Single(Diagnostics(
            string.Concat(new[] { "One", "Other" }.Select(outer => $"static class {outer} {{ internal sealed class Own : {Module}, ISubnet<Own> {{ {Members("int depth")} }} }}\n")), "Own")).GetMessage());

    [Fact]
    public void An_edit_elsewhere_makes_no_network_anew()
    {
        var project = Project.AddSyntaxTrees(Parsed($"sealed class Own : {Module}, ISubnet<Own> {{ {Members("int depth")} }}"));
        var run = Driver("Own depth 3").RunGenerators(project).RunGenerators(project.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;"))).GetRunResult().Results[0];
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached],
            new[] { SchemeGenerator.NetworkSteps.Subnets, SchemeGenerator.NetworkSteps.Units }.SelectMany(step => run.TrackedSteps[step]).SelectMany(step => step.Outputs).Select(output => output.Reason));
    }

    private static string Members(string parameters) =>
        "public Own() : base(\"Own\") { } public static int Layers => 1; public static Own Create(StageInfo stage) => new(); "
        + $"public static Own Create(StageInfo stage, {parameters}) => new(); "
        + "public override torch.Tensor forward(torch.Tensor input) => input; protected override void RegisterComponents() { }";

    // The code of the network, which compiles without a warning.
    private static string Code(string source, string subnet) => CodeOf(source, Blocks(subnet));

    private static string CodeOf(string source, string body)
    {
        var run = DriverOf(body).RunGeneratorsAndUpdateCompilation(Project.AddSyntaxTrees(Parsed(source)), out var compilation, out var findings);
        Assert.Empty(findings);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        return run.GetRunResult().Results[0].GeneratedSources.Single(file => file.HintName.EndsWith(".Small.g.cs", StringComparison.Ordinal)).SourceText.ToString();
    }

    private static IEnumerable<string> Findings(string source, string subnet) => Diagnostics(source, subnet).Select(finding => finding.Id);

    private static IEnumerable<Diagnostic> Diagnostics(string source, string subnet) => Driver(subnet).RunGenerators(Project.AddSyntaxTrees(Parsed(source))).GetRunResult().Diagnostics;

    private static SyntaxTree Parsed(string source) => CSharpSyntaxTree.ParseText(Usings + source, path: "own.cs");

    private static string Blocks(string subnet) => $"body 2 blocks of Step1({subnet})";

    private static GeneratorDriver Driver(string subnet) => DriverOf(Blocks(subnet));

    private static GeneratorDriver DriverOf(string body) => Generation.Driver(
        EveryOption.Step, new("small.network", $"network Small\ninput 3 x 32 x 32\nclasses 10\nconv 3x3, 8\n{body}\n{CompileNetwork.Tail}"));
}
