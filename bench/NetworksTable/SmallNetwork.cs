using System.Globalization;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using HoDsl.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;
using Network = HoDsl.Runtime.Networks.Network;

namespace HoDsl.Bench;

/// <summary>A network at a size that two processors train in seconds.</summary>
/// <param name="Name">The network.</param>
/// <param name="Size">Its parameters, as the command line takes them.</param>
/// <param name="Scheme">The open scheme; null for its default.</param>
internal sealed record SmallNetwork(string Name, string Size, string? Scheme = null)
{
    public static IReadOnlyList<SmallNetwork> All { get; } =
    [
        new("HoResNet", "--layers 10 --width 16", "Euler"), new("HoResNet", "--layers 10 --width 16", "Midpoint"), new("HoResNet", "--layers 10 --width 16"),
        new("HoResNet", "--layers 30 --width 8", "Verner89"),
        new("ResNet", "--layers 20 --width 8"), new("PreactResNet", "--layers 20 --width 8"), new("ResNet50", "--width 8"),
        new("LmResNet", "--units 3 --width 8"), new("LmResNet", "--units 3 --width 8", "LmResNetChannels"), new("LmResNet", "--units 3 --width 8", "RK4"),
        new("LmResNetStochastic", "--units 3 --width 8"),
        new("LmResNetBottleneck", "--units 3 --width 32"), new("LmResNeXt29", "--groups 2 --width 8"), new("LmResNet50", "--width 8"),
        new("PolyNet", "--units 3 --width 8"), new("PolyNet", "--units 3 --width 8", "Poly2"), new("PolyNet", "--units 3 --width 8", "Way2"),
        new("RevNet", "--units 3 --width 16 --last 56"), new("FractalNet", "--width 8"),
        new("LeapfrogNet", "--units 4 --width 8"), new("HamiltonianNet", "--units 4 --width 8"),
        new("DenseNet", "--layers 4 --growth 8"), new("VoVNet39", "--width 4"), new("RkNet", "--stages 3 --units 1 --width 8"),
        new("NeuralOde", "--width 16 --steps 2"), new("Vit", "--width 48 --heads 4 --blocks 1"),
    ];

    private Dictionary<string, int> Parameters => Size.Split("--", StringSplitOptions.RemoveEmptyEntries)
        .Select(option => option.Trim().Split(' ')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));

    /// <summary>The network, with new weights.</summary>
    public Network Make(MapShape image, int classes) =>
        NetworkCatalog.Find(Name)!.Create(new(image, classes, Parameters, Scheme is null ? null : SchemeCatalog.Find(Scheme)));

    /// <summary>What the compiler says of it: costs and the scheme at hand.</summary>
    public Generator.Networks.Network Describe(MapShape image, int classes)
    {
        var scheme = Scheme is null ? null : SchemeSummary.Of(SchemeCompiler.CompileBuiltIn().Single(compiled => compiled.Scheme!.Name == Scheme).Valid!);
        var choices = new NetworkChoices(scheme, Parameters, new((int)image.Channels, (int)image.Height, (int)image.Width), classes);
        var file = BuiltInNetworks.All.Single(file => NetworkCompiler.Compile([file])[0].Network!.Name == Name);
        return NetworkCompiler.Compile([file], choices: choices)[0].Valid!;
    }
}
