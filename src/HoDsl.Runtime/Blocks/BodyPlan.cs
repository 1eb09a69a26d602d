using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>What the blocks of a body are made with: their places, their chances, and their subnets, which the first block has for all where they are shared.</summary>
internal sealed class BodyPlan<TSubnet>
    where TSubnet : Module<Tensor, Tensor>
{
    private readonly MapShape _shape;
    private readonly int _count;
    private readonly Func<StageInfo, TSubnet> _subnet;
    private readonly Dictionary<int, TSubnet> _shared = [];

    private BodyPlan(MapShape shape, int count, Func<StageInfo, TSubnet> subnet, BodyOptions options) =>
        (_shape, _count, _subnet, Options) = (shape, count, subnet, options);

    /// <summary>What is special about the body.</summary>
    public BodyOptions Options { get; }

    // Blocks behind the entry are counted anew.
    private int Entries => Options.Entry is null ? 0 : 1;

    /// <summary>The plan of a body of <paramref name="count"/> blocks, the entry among them.</summary>
    /// <exception cref="UserException">The scheme's blocks cannot do what the options ask of them.</exception>
    public static BodyPlan<TSubnet> Of<TScheme>(StateLayout layout, MapShape shape, int count, Func<StageInfo, TSubnet> subnet, BodyOptions? options)
        where TScheme : struct, IBodyScheme
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        options ??= BodyOptions.Plain;
        BodyRules.Check<TScheme>(layout, options);
        return new(shape, count, subnet, options);
    }

    /// <summary>The step into the body; null where its shape is that of its input.</summary>
    public EntryBlock? Entry(bool endsWithRelu) =>
        Options.Entry is { } entry ? EntryBlock.Of(entry, _shape, _subnet, endsWithRelu, Chance(-1)) : null;

    /// <summary>The blocks behind the entry.</summary>
    /// <param name="shape">The shape of a block's maps.</param>
    /// <param name="create">Makes a block.</param>
    public IEnumerable<BodyBlock> Blocks(MapShape shape, Func<BlockInfo, BodyBlock> create)
    {
        var count = _count - Entries;
        return Enumerable.Range(0, count).Select(index => create(new(shape, index, count) { OwnsSubnets = index == 0 || !Options.Shared, DropPath = Options.DropPath }));
    }

    /// <summary>The subnet of a stage.</summary>
    public TSubnet Subnet(StageInfo stage)
    {
        if (!Options.Shared)
            return _subnet(stage);
        if (!_shared.TryGetValue(stage.Stage, out var shared))
            _shared.Add(stage.Stage, shared = _subnet(stage));
        return shared;
    }

    /// <summary>The chances of a block, by its place; that of the entry is -1.</summary>
    public Chance Chance(int index)
    {
        var depth = Options.Depth;
        return new(depth?.Survival(Options.FirstIndex + Entries + index, Options.TotalCount ?? _count) ?? 1, depth, Options.Noise);
    }
}
