using static HoDsl.Generator.Networks.ParameterKind;

namespace HoDsl.Generator.Networks;

/// <summary>The subnets that the runtime offers. A new one is an entry here, what it costs in <see cref="SubnetCosts"/>, and a class there.</summary>
internal static class SubnetKinds
{
    /// <summary>The namespace of their classes.</summary>
    public const string Namespace = "HoDsl.Runtime.Subnets";

    private static readonly ParameterKind Squeeze = Whole("se", 0, least: 0);
    private static readonly ParameterKind Branched = Whole("groups", 1);
    private static readonly ParameterKind Preact = Switch("preact");
    private static readonly ParameterKind Expansion = Whole("expansion", 4);
    private static readonly ParameterKind Groups = Whole("groups", 32);
    private static readonly ParameterKind GroupWidth = Whole("width", 4);
    private static readonly ParameterKind Kernel = Whole("kernel", 7);
    private static readonly ParameterKind DenseLayers = Whole("layers", 4) with { SetsDepth = true };
    private static readonly ParameterKind Growth = Whole("growth", 12);
    private static readonly ParameterKind HasBottleneck = Switch("bottleneck", @default: true) with { SetsDepth = true };
    private static readonly ParameterKind OsaLayers = Whole("layers", 5) with { SetsDepth = true };
    private static readonly ParameterKind Width = Open("width");
    private static readonly ParameterKind Effective = Switch("ese");
    private static readonly ParameterKind Stages = Whole("stages", 3) with { SetsDepth = true };
    private static readonly ParameterKind HasNorm = Switch("norm", @default: true);
    private static readonly ParameterKind Heads = Whole("heads", 4);
    private static readonly ParameterKind Branches = Open("blocks");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<SubnetKind> All { get; } =
    [
        new("vgg", "Vgg", [Squeeze, Branched], _ => 2, CanStride: true, (tally, place, a) => SubnetCosts.Preactivated(tally, place, a.Whole(Branched), a.Whole(Squeeze))),
        new("preact", "Vgg", [Squeeze, Branched], _ => 2, CanStride: true, (tally, place, a) => SubnetCosts.Preactivated(tally, place, a.Whole(Branched), a.Whole(Squeeze))),
        new("basic", "Basic", [Squeeze], _ => 2, CanStride: true, (tally, place, a) => SubnetCosts.Basic(tally, place, a.Whole(Squeeze))),
        new("bottleneck", "Bottleneck", [Expansion, Preact, Squeeze], _ => 3, CanStride: true, (tally, place, a) => SubnetCosts.Narrowed(
            tally, place, SubnetCosts.Quotient(place.Channels, a.Whole(Expansion)), 1, a.IsOn(Preact), a.Whole(Squeeze))),
        new("resnext", "ResNeXt", [Groups, GroupWidth, Preact, Squeeze], _ => 3, CanStride: true, (tally, place, a) => SubnetCosts.Narrowed(
            tally, place, checked(a.Whole(Groups) * SubnetCosts.Quotient(a.Whole(GroupWidth) * place.Channels, 256)), a.Whole(Groups), a.IsOn(Preact), a.Whole(Squeeze))),
        new("conv", "Conv", [], _ => 1, CanStride: true, (tally, place, _) => tally.Conv(3, place.Channels, place.Stride).Norm().Function()),
        new("coupled", "Coupled", [], _ => 4, CanStride: true, (tally, place, _) => SubnetCosts.Coupled(tally, place)),
        new("fixup", "Fixup", [Branches], _ => 2, CanStride: true, (tally, place, _) => SubnetCosts.Fixup(tally, place)),
        new("highway", "Highway", [], _ => 1, CanStride: false, (tally, place, _) => SubnetCosts.Highway(tally, place)),
        new("depthwise", "Depthwise", [Kernel, Expansion], _ => 3, CanStride: true, (tally, place, a) => SubnetCosts.Depthwise(tally, place, a.Whole(Kernel), a.Whole(Expansion))),
        new("dense", "Dense", [DenseLayers, Growth, HasBottleneck], a => Convolutions(a.Whole(DenseLayers), a), CanStride: true,
            (tally, place, a) => SubnetCosts.Dense(tally, place, a.Whole(DenseLayers), a.Whole(Growth), a.IsOn(HasBottleneck))),
        new("osa", "Osa", [OsaLayers, Width, Effective], a => a.Whole(OsaLayers) + 1, CanStride: true,
            (tally, place, a) => SubnetCosts.Osa(tally, place, a.Whole(OsaLayers), a.Has(Width) ? a.Whole(Width) : SubnetCosts.Quotient(place.Channels, 2), a.IsOn(Effective))),
        new("rk-stage", "RkStage", [Stages, HasBottleneck], a => Convolutions(a.Whole(Stages), a), CanStride: true,
            (tally, place, a) => SubnetCosts.RkStage(tally, place, a.Whole(Stages), a.IsOn(HasBottleneck))),
        new("tied", "Tied", [Width, HasNorm], _ => 2, CanStride: false,
            (tally, place, a) => SubnetCosts.Tied(tally, place, a.Has(Width) ? a.Whole(Width) : place.Channels, a.IsOn(HasNorm))),
        new("mlp", "Mlp", [Expansion, HasNorm], _ => 2, CanStride: true, (tally, place, a) => SubnetCosts.Mlp(tally, place, a.Whole(Expansion), a.IsOn(HasNorm))),
        new("attention", "Attention", [Heads], _ => 2, CanStride: false, (tally, place, a) => SubnetCosts.Attention(tally, place, a.Whole(Heads))),
        new("transformer", "Transformer", [Heads, Expansion], _ => 1, CanStride: false, (tally, place, a) =>
        {
            SubnetCosts.Attention(tally, place, a.Whole(Heads));
            SubnetCosts.Mlp(tally, place, a.Whole(Expansion), hasNorm: true);
        }),
        new("timed-conv", $"Timed<global::{Namespace}.TimedConv>", [], _ => 2, CanStride: false, (tally, place, _) => SubnetCosts.TimedConv(tally, place)) { Field = $"{Namespace}.TimedConv" },
    ];

    /// <summary>The subnet of a name; null where there is none.</summary>
    public static SubnetKind? Find(string name) => All.FirstOrDefault(subnet => subnet.Name == name);

    /// <summary>The class that makes a subnet of blocks of one that takes the time.</summary>
    public static string Timed(string field) => $"{Namespace}.Timed<global::{field}>";

    private static int Convolutions(int layers, Arguments a) => a.IsOn(HasBottleneck) ? 2 * layers : layers;
}
