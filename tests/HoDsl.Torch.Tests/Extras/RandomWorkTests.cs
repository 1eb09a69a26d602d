using HoDsl.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Extras;

/// <summary>Random programs of operators, in place and on views too, with a backward pass: replays make what the programs make.</summary>
public sealed class RandomWorkTests : IDisposable
{
    private const int Programs = 400, Length = 14, Size = 4;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor[] _leaves = [Leaf(Size, Size), Leaf(Size, Size), Leaf(1, 1, 3, 3), Leaf(Size), Leaf(Size)];
    private readonly Tensor _counter = zeros(Size, Size);
    private readonly BatchNorm2d _norm = BatchNorm2d(Size).InScope();

    public void Dispose() => _scope.Dispose();

    private static Tensor Leaf(params long[] shape) => randn(shape).requires_grad_();

    [Fact]
    public void Replays_make_what_the_programs_make()
    {
        var recorded = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            using var scope = NewDisposeScope();
            Tensor[] Work(Tensor[] inputs) => Run(new Random(seed), inputs);
            Tensor[][] drawn = [.. Enumerable.Range(0, 3).Select(_ => new[] { randn(Size, Size), rand(Size, Size) })];
            // Programs may write into what they are given.
            Tensor[] Given(int run) => [.. drawn[run].Select(input => input.clone())];
            List<byte[]>[] asked;
            try
            {
                asked = [.. Enumerable.Range(0, drawn.Length).Select(run => Outcome(() => Work(Given(run))))];
            }
            catch (System.Runtime.InteropServices.ExternalException)
            {
                // Autograd refuses some of what programs do in place.
                continue;
            }

            IGraph? graph = null;
            Assert.Equal(asked[0], Outcome(() => Captured(Work, Given(0), out graph)));
            Assert.Equal(asked[1], Outcome(() => graph!.Replay(Given(1))));
            Assert.Equal(asked[2], Outcome(() => graph!.Replay(Given(2))));
            recorded += graph!.Obstacle is null ? 1 : 0;
            graph.Dispose();
        }

        Assert.True(recorded > Programs / 3, $"Only {recorded} of {Programs} programs were recorded.");
    }

    private static Tensor[] Captured(Func<Tensor[], Tensor[]> work, Tensor[] inputs, out IGraph graph)
    {
        graph = TorchExtras.Current.Capture(CPU, work, inputs, out var results);
        return results;
    }

    // All that some work leaves, begun from one state.
    private List<byte[]> Outcome(Func<Tensor[]> work)
    {
        manual_seed(1);
        using (no_grad())
        {
            _counter.zero_();
            foreach (var buffer in _norm.buffers()) buffer.zero_();
        }

        var results = work();
        return [.. results.Concat(_leaves.Select(leaf => leaf.grad).OfType<Tensor>()).Append(_counter).Concat(_norm.buffers()).Select(tensor => tensor.contiguous().bytes.ToArray())];
    }

    private Tensor[] Run(Random random, Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        foreach (var leaf in _leaves) leaf.grad = null;
        List<Tensor> maps = [inputs[0], inputs[1], inputs[0].mul(_leaves[0]), inputs[1].add(_leaves[1])];
        for (var i = 0; i < Length; i++) maps.Add(Next(random, maps));
        var last = maps.TakeLast(4).ToList();
        var loss = last.Aggregate(zeros(1), (sum, map) => sum.add(map.square().mean()));
        loss.backward();
        return [loss.detach().MoveToOuterDisposeScope(), last[^1].detach().MoveToOuterDisposeScope(), last[0].mul(2).detach().MoveToOuterDisposeScope()];
    }

    private Tensor Next(Random random, List<Tensor> maps)
    {
        Tensor Any() => maps[random.Next(maps.Count)];
        // Of what no input shows.
        Tensor Own() => maps[random.Next(2, maps.Count)];
        var x = Any();
        return random.Next(42) switch
        {
            0 => x.add(Any()),
            1 => x.mul(Any()),
            2 => x.sub(Any()),
            3 => x.matmul(Any()),
            4 => x.max(Any()),
            5 => x.addcmul(Any(), Any(), 0.25),
            6 => x.relu(),
            7 => x.sigmoid(),
            8 => x.tanh().mul(3),
            9 => x.t(),
            10 => x.t().contiguous(),
            11 => x.contiguous(),
            12 => x.reshape(2, 8).narrow(1, 2, 4).reshape(-1).unsqueeze(0).expand(2, 8).reshape(Size, Size),
            13 => x.flatten().view(Size, Size),
            14 => x.sum([0], keepdim: true).expand(Size, Size),
            15 => x.softmax(-1),
            16 => cat([x.narrow(0, 1, 2), Any().narrow(0, 0, 2)], 0),
            17 => stack([.. x.unbind(0).Reverse()]),
            18 => x.detach(),
            19 => x.clone(),
            20 => x.to(ScalarType.Float64).mul(1.5).to(ScalarType.Float32),
            21 => x.to(ScalarType.BFloat16).to(ScalarType.Float32),
            22 => x.index_select(0, tensor([3L, 1L, 1L, 0L])),
            23 => x.where(x.gt(0), Any()),
            24 => functional.dropout(x, 0.4),
            25 => functional.layer_norm(x, [Size], _leaves[3], _leaves[4]),
            26 => functional.conv2d(x.view(1, 1, Size, Size), _leaves[2], padding: [1]).view(Size, Size),
            27 => InLowPrecision(x),
            28 => _norm.call(x.reshape(1, Size, 2, 2)).view(Size, Size),
            29 => TorchExtras.Current.BatchNormRelu(_norm, TorchExtras.Current.ToChannelsLast(x.reshape(1, Size, 2, 2))).reshape(Size, Size),
            30 => Own().add_(0.5),
            31 => Own().mul_(Any().detach()),
            32 => Own().relu_(),
            33 => InPlace(Own(), map => map.narrow(1, 1, 2).add_(1)),
            34 => InPlace(Own(), map => map.t()[0].mul_(2)),
            35 => InPlace(Own(), map => map.copy_(x)),
            36 => Counted(x),
            37 => x[TensorIndex.Tensor(tensor([0L, 0L, 2L, 3L]))],
            38 => x.add(rand(Size, Size)),
            39 => (Tensor)TorchExtras.Current.CallOperator("aten::t_", Own().mul(2))[0]!,
            40 => InPlace(Own(), map => TorchExtras.Current.CallOperator("aten::transpose_", map, 0L, 1L)),
            _ => TorchExtras.Current.Combine([(0.5, x), (2.0, Any())])[0],
        };
    }

    private static Tensor InPlace(Tensor map, Action<Tensor> change)
    {
        change(map);
        return map.mul(1);
    }

    private Tensor InLowPrecision(Tensor x)
    {
        using var autocast = TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16);
        return x.matmul(_leaves[0]).add((Tensor)TorchExtras.Current.CallOperator("aten::mm", x, _leaves[1])[0]!).add(functional.conv2d(x.view(1, 1, Size, Size), _leaves[2], padding: [1]).view(Size, Size)).to(ScalarType.Float32);
    }

    private Tensor Counted(Tensor x)
    {
        using (no_grad())
            _counter.add_(x);
        return x.add(_counter);
    }
}
