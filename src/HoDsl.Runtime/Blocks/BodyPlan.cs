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
    private readonly BodyOptions _options;
    private readonly Dictionary<int, TSubnet> _shared = [];

    /// <summary>The plan of a body of <paramref name="count"/> blocks, the entry among them.</summary>
    public BodyPlan(MapShape shape, int count, Func<StageInfo, TSubnet> subnet, BodyOptions? options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (options is { Reversible: true } or { Recompute: true } or { DropPath: not null })
            throw new NotSupportedException("Reversible and recomputed bodies, and drop-path, are not there yet.");
        (_shape, _count, _subnet, _options) = (shape, count, subnet, options ?? BodyOptions.Plain);
    }

    // Blocks behind the entry are counted anew.
    private int Entries => _options.Entry is null ? 0 : 1;

    /// <summary>The step into the body; null where its shape is that of its input.</summary>
    public EntryBlock? Entry(bool endsWithRelu) =>
        _options.Entry is { } entry ? EntryBlock.Of(entry, _shape, _subnet, endsWithRelu, Chance(-1)) : null;

    /// <summary>The blocks behind the entry.</summary>
    /// <param name="shape">The shape of a block's maps.</param>
    /// <param name="create">Makes a block.</param>
    public IEnumerable<BodyBlock> Blocks(MapShape shape, Func<BlockInfo, BodyBlock> create)
    {
        var count = _count - Entries;
        return Enumerable.Range(0, count).Select(index => create(new(shape, index, count) { OwnsSubnets = index == 0 || !_options.Shared }));
    }

    /// <summary>The subnet of a stage.</summary>
    public TSubnet Subnet(StageInfo stage)
    {
        if (!_options.Shared)
            return _subnet(stage);
        if (!_shared.TryGetValue(stage.Stage, out var shared))
            _shared.Add(stage.Stage, shared = _subnet(stage));
        return shared;
    }

    /// <summary>The chances of a block, by its place; that of the entry is -1.</summary>
    public RandomStep Chance(int index)
    {
        var depth = _options.Depth;
        return new(depth?.Survival(_options.FirstIndex + Entries + index, _options.TotalCount ?? _count) ?? 1, depth, _options.Noise);
    }
}
