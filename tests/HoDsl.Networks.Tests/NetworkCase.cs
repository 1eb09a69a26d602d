using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;

namespace HoDsl.Networks.Tests;

/// <summary>A network with chosen parameters, small enough to be trained a few steps.</summary>
/// <param name="Name">The network.</param>
/// <param name="Scheme">The open scheme; null for its default.</param>
/// <param name="Choices">Its parameters: `layers 8, width 4`.</param>
public sealed record NetworkCase(string Name, string? Scheme = null, string Choices = "")
{
    private const int Classes = 10;

    // Those that the compiler carries, and those of this project.
    private static readonly IReadOnlyList<SourceFile> Files =
    [
        .. BuiltInNetworks.All,
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "networks")).Select(file => new SourceFile(file, File.ReadAllText(file), "HoDsl.Networks.Tests.Networks")),
    ];

    /// <summary>Every network, and those with an open scheme under several.</summary>
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new("HoResNet", "Euler", "layers 6, width 4"), new("HoResNet", "Midpoint", "layers 6, width 4"), new("HoResNet", "RK4", "layers 10, width 4"),
        new("HoResNet", "RK4WithoutBlending", "layers 10, width 4"), new("HoResNet", "Verner89", "layers 30, width 4"),
        new("HoResNet", "Verner89Full", "layers 32, width 4"), new("HoResNet", "Verner89Adaptive", "layers 30, width 4"),
        new("ResNet", null, "layers 14, width 4"), new("ResNet", "Euler", "layers 14, width 4"), new("ResNet", "LmResNet", "layers 14, width 4"),
        new("PreactResNet", null, "layers 14, width 4"), new("PreactResNet", "LmResNetChannels", "layers 14, width 4"),
        new("ResNet50", null, "width 4"), new("ResNet50", "LmResNet", "width 4"),
        new("LmResNet", null, "units 2, width 4"), new("LmResNet", "LmResNetChannels", "units 3, width 4"), new("LmResNet", "RK4", "units 2, width 4"),
        new("LmResNetStochastic", null, "units 2, width 4"),
        new("LmResNetBottleneck", null, "units 3, width 16"), new("LmResNetBottleneck", "LmResNetChannels", "units 2, width 16"),
        new("LmResNeXt29", null, "groups 2, width 8"), new("LmResNeXt29", "Midpoint", "groups 2, width 4"),
        new("LmResNet50", null, "width 4"), new("LmResNet50", "Euler", "width 4"),
        new("PolyNet", null, "units 2, width 4"), new("PolyNet", "Poly2", "units 2, width 4"), new("PolyNet", "Way2", "units 2, width 4"),
        new("PolyNet", "MPoly3", "units 2, width 4"), new("RevNet", null, "units 2, width 8, last 16"), new("FractalNet", null, "width 4"),
        new("LeapfrogNet", null, "units 2, width 4"), new("HamiltonianNet", null, "units 2, width 4"), new("DenseNet", null, "layers 2, growth 4"),
        new("VoVNet39", null, "width 4"), new("RkNet", null, "stages 3, units 1, width 4"), new("NeuralOde", null, "width 8, steps 2"),
        new("Vit", null, "width 16, heads 2, blocks 1"), new("Vit", "Euler", "width 16, heads 2, blocks 2"),
        new("OtherLayers", null, "width 4"), new("Equations", null, "width 4"), new("Drawn", null, "width 4"),
    ];

    /// <summary>What a program would know of it.</summary>
    public Runtime.Networks.NetworkHandle Handle => NetworkCatalog.Find(Name) ?? Networks.NetworkCatalog.Find(Name)!;

    /// <summary>The images that it is tried with: small, but not so small that the batch norms of networks for large images see single pixels.</summary>
    public MapShape Image => Handle.Input.Height > 32 ? new(3, 64, 64) : new(3, 32, 32);

    /// <summary>Makes it for images of a shape.</summary>
    public Runtime.Networks.Network Make(MapShape? image = null, int classes = Classes) =>
        Handle.Create(new Runtime.Networks.NetworkChoices(image ?? Image, classes, Parameters, Scheme is null ? null : SchemeCatalog.Find(Scheme)));

    /// <summary>What the compiler says of it.</summary>
    public Network Compile(MapShape? image = null, int classes = Classes)
    {
        var shape = image ?? Image;
        var scheme = Scheme is null ? null : SchemeSummary.Of(SchemeCompiler.CompileBuiltIn().Single(compiled => compiled.Scheme!.Name == Scheme).Valid!);
        var choices = new NetworkChoices(scheme, Parameters, new((int)shape.Channels, (int)shape.Height, (int)shape.Width), classes);
        var result = Files.Select(file => NetworkCompiler.Compile([file], choices: choices)[0]).Single(result => result.Network?.Name == Name);
        Assert.Empty(result.Findings);
        return result.Network!;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" ", new[] { Name, Scheme, Choices }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>Whether training draws what it computes.</summary>
    public bool IsRandom => Compile().Items.Any(item =>
        item.Part is Generator.Networks.Body { Clauses: { StochasticDepth: not null } or { Noise: not null } or { DropPath: not null } } or Layer { Kind: "dropout" });

    /// <summary>The chosen parameters.</summary>
    public Dictionary<string, int> Parameters => Choices.Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(choice => choice.Split(' ')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
}
