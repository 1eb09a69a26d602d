using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Networks;

/// <summary>The bodies of networks: blocks of one scheme for the shape that reaches them.</summary>
public static class Bodies
{
    /// <summary>A body of so many blocks.</summary>
    /// <param name="shape">The shape that reaches it, and then that which it gives.</param>
    /// <param name="count">How many blocks, an entering one among them.</param>
    /// <param name="subnet">Makes the subnet of a stage.</param>
    /// <param name="channels">The number of channels of the blocks; null for those that reach it.</param>
    /// <param name="enter">By what the first block divides height and width, and how the state goes past its subnet; null where it is a block like the others.</param>
    /// <param name="options">How the blocks are trained and kept in memory.</param>
    /// <exception cref="UserException">The subnet or the shortcut cannot lead from the one shape to the other, or the scheme cannot take the options.</exception>
    public static Module<Tensor, Tensor> Blocks<TScheme, TSubnet>(
        ref MapShape shape, int count, Func<StageInfo, TSubnet> subnet, int? channels = null, (int Stride, Shortcut Shortcut)? enter = null, BodyOptions? options = null)
        where TScheme : struct, IBodyScheme
        where TSubnet : Module<Tensor, Tensor>
    {
        var (from, stride) = (shape, enter?.Stride ?? 1);
        shape = new(channels ?? from.Channels, Strided(from.Height, stride), Strided(from.Width, stride));
        if (enter is { } entry)
            options = (options ?? BodyOptions.Plain) with { Entry = new(from, entry.Shortcut) };
        return TScheme.CreateBody(subnet, shape, count, options);
    }

    /// <summary>The options of a body whose survival probabilities run over all blocks of its network.</summary>
    /// <param name="blocks">How many blocks each body of the network has.</param>
    /// <param name="body">Which of them is meant, from 0.</param>
    /// <param name="options">The other options.</param>
    public static BodyOptions Among(int[] blocks, int body, BodyOptions options) =>
        options with { FirstIndex = blocks.Take(body).Sum(), TotalCount = blocks.Sum() };

    /// <summary>How many blocks a number of layers makes.</summary>
    /// <param name="name">What whoever makes the network chooses: the name of the depth.</param>
    /// <param name="layers">What is chosen.</param>
    /// <param name="beside">How many of these layers are not of the body.</param>
    /// <param name="subnetLayers">How many layers a subnet has.</param>
    /// <param name="enters">Whether the first block is an entering one, which has one subnet.</param>
    /// <exception cref="UserException">That depth is not made of whole blocks; the message names the nearest that are.</exception>
    public static int BlocksIn<TScheme>(string name, int layers, int beside, int subnetLayers, bool enters = false)
        where TScheme : struct, IBodyScheme
    {
        var perBlock = TScheme.StagesUsed * subnetLayers;
        var least = beside + (enters ? subnetLayers : perBlock);
        var (blocks, rest) = Math.DivRem(layers - least, perBlock);
        if (layers >= least && rest == 0)
            return blocks + 1;
        var nearest = layers < least ? $"the smallest is {least}" : $"the nearest are {least + blocks * perBlock} and {least + (blocks + 1) * perBlock}";
        throw new UserException($"{name} = {layers} does not make whole blocks of {TScheme.Name}, which have {perBlock} layers each{Beside(beside)}; {nearest}.");
    }

    /// <summary>A quotient without rest.</summary>
    /// <exception cref="UserException">There is a rest.</exception>
    public static int Quotient(int dividend, int divisor) => divisor != 0 && dividend % divisor == 0
        ? dividend / divisor
        : throw new UserException($"{dividend} / {divisor} is no whole number: choose other parameters of the network.");

    private static long Strided(long size, int stride) => (size + stride - 1) / stride;

    private static string Beside(int layers) => layers switch { 0 => "", 1 => " beside 1 other", _ => $" beside {layers} others" };
}
