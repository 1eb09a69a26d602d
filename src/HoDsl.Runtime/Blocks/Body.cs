using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>Stacked blocks: one step of a scheme after the other, at one shape of map.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Its blocks are the submodules <c>1</c>, <c>2</c>, ...</remarks>
public sealed class Body : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor>[] _blocks;

    /// <summary>Stacks the blocks, the first one nearest to the input.</summary>
    public Body(IEnumerable<Module<Tensor, Tensor>> blocks) : base(nameof(Body))
    {
        _blocks = [.. blocks];
        ArgumentOutOfRangeException.ThrowIfZero(_blocks.Length, nameof(blocks));
        for (var i = 0; i < _blocks.Length; i++)
            register_module($"{i + 1}", _blocks[i]);
    }

    /// <summary>How many blocks there are.</summary>
    public int Count => _blocks.Length;

    /// <summary>Makes a body of <paramref name="count"/> blocks of one scheme.</summary>
    /// <param name="shape">The shape of the maps, the same throughout.</param>
    /// <param name="count">How many blocks.</param>
    /// <param name="subnet">Makes the subnet of a stage.</param>
    public static Body Of<TScheme, TSubnet>(MapShape shape, int count, Func<StageInfo, TSubnet> subnet)
        where TScheme : struct, IScheme
        where TSubnet : Module<Tensor, Tensor> =>
        new(Enumerable.Range(0, count).Select(index => TScheme.Create(subnet, new BlockInfo(shape, index, count))));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var y = input;
        foreach (var block in _blocks)
        {
            var next = block.call(y);
            // Without gradients this is the last use of the map: deep bodies must not hold one per block.
            if (!ReferenceEquals(y, input) && !ReferenceEquals(y, next)) y.Dispose();
            y = next;
        }

        return y.MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: submodules and parameters are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
