using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>The step that leads into a body from maps of another shape: y' = shortcut(y) + f(y), one plain (Euler) step under every scheme.</summary>
/// <remarks>Its submodules are <c>f</c> and, where it has parameters or statistics, <c>shortcut</c>.</remarks>
public sealed class EntryBlock : ExplicitModule
{
    private readonly Module<Tensor, Tensor>? _shortcut;
    private readonly bool _endsWithRelu;
    private readonly Chance _chance;

    private EntryBlock(Module<Tensor, Tensor> f, Module<Tensor, Tensor>? shortcut, bool endsWithRelu, Chance chance) : base(nameof(EntryBlock))
    {
        (F, _shortcut, _endsWithRelu, _chance) = (f, shortcut, endsWithRelu, chance);
        register_module("f", f);
        if (shortcut is not null)
            register_module("shortcut", shortcut);
    }

    /// <summary>The map f.</summary>
    public Module<Tensor, Tensor> F { get; }

    /// <inheritdoc cref="Gradients.ISegmented.DropsNothing"/>
    internal bool DropsNothing { get; set; }

    /// <summary>Makes the block.</summary>
    /// <param name="entry">From which shape, and how the state comes along.</param>
    /// <param name="shape">The shape of the body.</param>
    /// <param name="subnet">Makes the map f, as the stage of a block that says what enters it.</param>
    /// <param name="endsWithRelu">Whether the result goes through ReLU.</param>
    /// <exception cref="UserException">The shortcut cannot lead from one shape to the other.</exception>
    public static EntryBlock Of<TSubnet>(Entry entry, MapShape shape, Func<StageInfo, TSubnet> subnet, bool endsWithRelu = false)
        where TSubnet : Module<Tensor, Tensor> => Of(entry, shape, subnet, endsWithRelu, Chance.None);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var before = new State(StateLayout.OneMap, _shortcut?.call(input) ?? input);
        var step = new BodyBlock(this, state => state.Next(Rectified(Increased(state.Now(0), input))), state => state.Next(Increased(state.Now(0), input)), _endsWithRelu);
        return _chance.Draw(input.shape[0], training, DropsNothing).Step(step, before).Now(0).MoveToOuterDisposeScope();
    }

    internal static EntryBlock Of<TSubnet>(Entry entry, MapShape shape, Func<StageInfo, TSubnet> subnet, bool endsWithRelu, Chance chance)
        where TSubnet : Module<Tensor, Tensor>
    {
        var stage = new StageInfo(new BlockInfo(shape, Entering: entry.From), Stage: 1, Node: 0);
        // Without a shortcut the map f is all that leads into the body: it is never dropped.
        return new(subnet(stage), Shortcuts.Create(entry.Shortcut, stage), endsWithRelu, entry.Shortcut == Shortcut.None ? chance with { Depth = null } : chance);
    }

    private Tensor Increased(Tensor state, Tensor input) => _shortcut is null ? F.call(input) : Combination.Combine(state, F.call(input));

    private Tensor Rectified(Tensor map) => _endsWithRelu ? map.relu() : map;
}
