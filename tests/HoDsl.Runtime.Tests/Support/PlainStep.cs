using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Support;

/// <summary>The smallest scheme, y + f(y), written by hand: networks are tested with it apart from the compiler.</summary>
public readonly struct PlainStep : IScheme
{
    public static string Name => "plain";

    public static string Title => "One plain step";

    public static int Stages => 1;

    public static int StagesUsed => 1;

    public static int? Order => 1;

    public static int? EmbeddedOrder => null;

    public static bool EndsWithRelu => false;

    public static Block<TSubnet> Create<TSubnet>(Func<StageInfo, TSubnet> subnet, BlockInfo? block = null)
        where TSubnet : Module<Tensor, Tensor> => new PlainBlock<TSubnet>(subnet(new StageInfo(block ?? BlockInfo.Alone, Stage: 1, Node: 0)));

    public static Module<Tensor, Tensor> CreateBody<TSubnet>(Func<StageInfo, TSubnet> subnet, MapShape shape, int count, BodyOptions? options = null)
        where TSubnet : Module<Tensor, Tensor> => Body.Of<PlainStep, TSubnet>(shape, count, subnet, options);

    private sealed class PlainBlock<TSubnet> : Block<TSubnet>
        where TSubnet : Module<Tensor, Tensor>
    {
        private readonly TSubnet _f1;

        public PlainBlock(TSubnet f1) : base(nameof(PlainBlock<TSubnet>))
        {
            _f1 = f1;
            register_module("f1", f1);
        }

        public override Tensor forward(Tensor y)
        {
            using var scope = NewDisposeScope();
            return y.add(_f1.call(y)).MoveToOuterDisposeScope();
        }
    }
}
