using HoDsl.Runtime.Blocks.Reversal;
using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>Stacked blocks: one step of a scheme after the other, at one shape of map. Threads the states and their histories from block to block.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Its blocks are the submodules <c>1</c>, <c>2</c>, ...; the step into another shape, if there is one, is <c>entry</c>.</remarks>
public sealed class Body : ExplicitModule, ISegmented
{
    private readonly EntryBlock? _entry;
    private readonly StateLayout _layout;
    private readonly BodyBlock[] _blocks;
    private readonly Chance[] _chances;
    private readonly Segment? _entrySegment;
    private readonly Segment[] _segments;
    private readonly BodyOptions _options;
    private readonly bool _drawsPaths;
    private bool _dropsNothing;

    private Body(StateLayout layout, EntryBlock? entry, IEnumerable<BodyBlock> blocks, Func<int, Chance> chance, BodyOptions options) : base(nameof(Body))
    {
        (_layout, _entry, _blocks, _options) = (layout, entry, [.. blocks], options);
        _chances = [.. _blocks.Select((_, index) => chance(index))];
        _entrySegment = entry is null ? null : new(entry) { IsRecomputed = options.Recompute };
        // The first block owns what all share.
        _segments = [.. _blocks.Select(block => new Segment(options.Shared && block != _blocks[0] ? [_blocks[0].Module, block.Module] : [block.Module]) { IsRecomputed = options.Recompute })];
        _drawsPaths = options.DropPath?.IsFirst() ?? false;
        if (entry is not null)
            register_module("entry", entry);
        for (var i = 0; i < _blocks.Length; i++)
            register_module($"{i + 1}", _blocks[i].Module);
    }

    /// <summary>How many blocks there are, the step into another shape among them.</summary>
    public int Count => _blocks.Length + (_entry is null ? 0 : 1);

    IEnumerable<Segment> ISegmented.Segments => [.. _entrySegment is null ? [] : new[] { _entrySegment }, .. Inner()];

    bool ISegmented.DropsNothing
    {
        set
        {
            _dropsNothing = value;
            if (_entry is not null)
                _entry.DropsNothing = value;
        }
    }

    /// <summary>Makes a body of <paramref name="count"/> blocks of a scheme that maps one map to one.</summary>
    /// <param name="shape">The shape of the maps, the same throughout.</param>
    /// <param name="count">How many blocks; with an <see cref="BodyOptions.Entry"/> that is the first of them.</param>
    /// <param name="subnet">Makes the subnet of a stage.</param>
    /// <param name="options">How the blocks are made, trained and kept in memory; null for nothing special.</param>
    public static Body Of<TScheme, TSubnet>(MapShape shape, int count, Func<StageInfo, TSubnet> subnet, BodyOptions? options = null)
        where TScheme : struct, IScheme
        where TSubnet : Module<Tensor, Tensor>
    {
        var plan = BodyPlan<TSubnet>.Of<TScheme>(StateLayout.OneMap, shape, count, subnet, options);
        return new(StateLayout.OneMap, plan.Entry(TScheme.EndsWithRelu), plan.Blocks(shape, block => BodyBlock.Of(TScheme.Create(plan.Subnet, block))), plan.Chance, plan.Options);
    }

    /// <summary>Makes a body of <paramref name="count"/> blocks of a scheme of several states.</summary>
    /// <inheritdoc cref="Of{TScheme, TSubnet}"/>
    /// <exception cref="UserException">The channels do not divide evenly among the states.</exception>
    public static Body OfStates<TScheme, TSubnet>(MapShape shape, int count, Func<StageInfo, TSubnet> subnet, BodyOptions? options = null)
        where TScheme : struct, IStateScheme
        where TSubnet : Module<Tensor, Tensor>
    {
        var plan = BodyPlan<TSubnet>.Of<TScheme>(TScheme.Layout, shape, count, subnet, options);
        var part = TScheme.Layout.Part(shape);
        return new(TScheme.Layout, plan.Entry(TScheme.EndsWithRelu), plan.Blocks(part, block => BodyBlock.Of(TScheme.Create(plan.Subnet, block))), plan.Chance, plan.Options);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var entered = _entrySegment?.Run([input], maps => [_entry!.call(maps[0])])[0] ?? input;
        var paths = DrawPaths();
        var lucks = _chances.Select(chance => chance.Draw(entered.shape[0], training, _dropsNothing) with { Paths = paths }).ToList();
        var output = _options.Reversible && is_grad_enabled() && ReversiblePass.CanRun(lucks)
            ? ReversiblePass.Run(_layout, _blocks, lucks, InSinglePrecision(entered))
            : _layout.Exit(_layout.Enter(entered).Through(_blocks.Length, input, (i, state) => RecomputedStep.Take(_segments[i], _blocks[i], lucks[i], state)));
        return output.NotThe(input).MoveToOuterDisposeScope();
    }

    // Blocks that are undone store nothing that they could compute instead; the others are computed stage by stage, or as they were asked to be.
    private IEnumerable<Segment> Inner() =>
        _options.Reversible ? [] : _options.Recompute ? _segments : _blocks.SelectMany(block => block.Module.children()).Select(Segment.Of);

    // What is undone must be known to more digits than lower precisions have.
    private static Tensor InSinglePrecision(Tensor map) => map.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? map.to(ScalarType.Float32) : map;

    // What lives in a batch is one decision for the network: its first body makes it.
    private BatchPaths? DrawPaths() => !training ? null : _drawsPaths ? _options.DropPath!.Draw() : _options.DropPath?.Batch;
}
