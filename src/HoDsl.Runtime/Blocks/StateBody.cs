using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>Stacked blocks of several states: threads the states and their histories from block to block.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Its blocks are the submodules <c>1</c>, <c>2</c>, ...</remarks>
public sealed class StateBody : Module<Tensor, Tensor>
{
    private readonly StateLayout _layout;
    private readonly Module<State, State>[] _blocks;

    /// <summary>Stacks the blocks, the first one nearest to the input.</summary>
    public StateBody(StateLayout layout, IEnumerable<Module<State, State>> blocks) : base(nameof(StateBody))
    {
        _layout = layout;
        _blocks = [.. blocks];
        ArgumentOutOfRangeException.ThrowIfZero(_blocks.Length, nameof(blocks));
        for (var i = 0; i < _blocks.Length; i++)
            register_module($"{i + 1}", _blocks[i]);
    }

    /// <summary>Makes a body of <paramref name="count"/> blocks of one scheme.</summary>
    /// <param name="shape">The shape of the body's maps, the same throughout.</param>
    /// <param name="count">How many blocks.</param>
    /// <param name="subnet">Makes the subnet of a stage.</param>
    /// <exception cref="UserException">The channels do not divide evenly among the states.</exception>
    public static StateBody Of<TScheme, TSubnet>(MapShape shape, int count, Func<StageInfo, TSubnet> subnet)
        where TScheme : struct, IStateScheme
        where TSubnet : Module<Tensor, Tensor>
    {
        var part = TScheme.Layout.Part(shape);
        return new(TScheme.Layout, Enumerable.Range(0, count).Select(index => TScheme.Create(subnet, new BlockInfo(part, index, count))));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var state = _layout.Enter(input);
        foreach (var block in _blocks)
        {
            var next = block.call(state);
            // Without gradients this is the last use of what the block did not hand on: deep bodies must not hold maps per block.
            foreach (var map in state.Maps.Except(next.Maps.Append(input), ReferenceEqualityComparer.Instance).OfType<Tensor>())
                map.Dispose();
            state = next;
        }
        return _layout.Exit(state).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: submodules and parameters are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
