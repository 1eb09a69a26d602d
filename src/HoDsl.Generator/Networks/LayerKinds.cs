using static HoDsl.Generator.Networks.ParameterKind;

namespace HoDsl.Generator.Networks;

/// <summary>The layers that a network can have. A new one is an entry here and a method of the same name in the runtime's `Layers`.</summary>
internal static class LayerKinds
{
    /// <summary>The module of a convolution.</summary>
    public const string Convolution = "TorchSharp.Modules.Conv2d";

    /// <summary>The layer that, before a ReLU, is computed with it in one pass.</summary>
    public const string Norm = "batch-norm";

    /// <summary>The ReLU.</summary>
    public const string Relu = "relu";

    private static readonly ParameterKind Kernel = PlacedWindow("window");
    private static readonly ParameterKind Channels = Placed("channels");
    private static readonly ParameterKind Features = Placed("features");
    private static readonly ParameterKind Side = Placed("side");
    private static readonly ParameterKind Probability = PlacedReal("probability");
    private static readonly ParameterKind Stride = Whole("stride", 1);
    private static readonly ParameterKind Step = Open("stride");
    private static readonly ParameterKind Padding = Open("padding", least: 0);
    private static readonly ParameterKind Groups = Whole("groups", 1);
    private static readonly ParameterKind Bias = Switch("bias");
    private static readonly ParameterKind LinearBias = Switch("bias", @default: true);

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<LayerKind> All { get; } =
    [
        new("conv", Convolution, [Kernel, Channels, Stride, Padding, Groups, Bias], (tally, a) => tally.Conv(
            a.Window(Kernel), a.Whole(Channels), a.Whole(Stride), a.Has(Padding) ? a.Whole(Padding) : null, a.Whole(Groups), a.IsOn(Bias))),
        new(Norm, "TorchSharp.Modules.BatchNorm2d", [], (tally, _) => tally.RequireMap().Norm()),
        new("layer-norm", "HoDsl.Runtime.Networks.ChannelNorm", [], (tally, _) => tally.Norm()),
        new(Relu, null, [], (tally, _) => tally.Function()),
        new("gelu", null, [], (tally, _) => tally.Function()),
        new("max-pool", "TorchSharp.Modules.MaxPool2d", [Kernel, Step, Padding], Pool),
        new("average-pool", "TorchSharp.Modules.AvgPool2d", [Kernel, Step, Padding], Pool),
        new("global-average", null, [], (tally, _) => tally.GlobalAverage()),
        new("flatten", null, [], (tally, _) => tally.Flatten()),
        new("linear", "TorchSharp.Modules.Linear", [Features, LinearBias], (tally, a) => tally.Linear(a.Whole(Features), a.IsOn(LinearBias))),
        new("patches", Convolution, [Side, Channels], (tally, a) => Patches(tally, a.Whole(Side), a.Whole(Channels))),
        new("positions", "HoDsl.Runtime.Networks.Positions", [], (tally, _) => tally.RequireMap().Offsets()),
        new("dropout", "TorchSharp.Modules.Dropout", [Probability], (tally, _) => tally.Dropout()),
    ];

    /// <summary>The layer of a name; null where there is none.</summary>
    public static LayerKind? Find(string name) => All.FirstOrDefault(layer => layer.Name == name);

    private static void Pool(Tally tally, Arguments a)
    {
        var window = a.Window(Kernel);
        tally.Pool(window, a.Has(Step) ? a.Whole(Step) : window, a.Has(Padding) ? a.Whole(Padding) : 0);
    }

    // Patches that do not cover the image would leave a rim unseen.
    private static void Patches(Tally tally, int side, int channels)
    {
        tally.Require(tally.Shape.Height % side == 0 && tally.Shape.Width % side == 0, $"patches of {side}x{side} do not cover the map evenly");
        tally.Conv(side, channels, stride: side, padding: 0, hasBias: true);
    }
}
