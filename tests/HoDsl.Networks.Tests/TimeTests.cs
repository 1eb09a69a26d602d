using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Networks.Tests;

/// <summary>Subnets that depend on time are told that of their stages, whatever the scheme.</summary>
public class TimeTests
{
    private const int Blocks = 3;

    /// <summary>Stage i of block n, counted from 0, stands at n + c_i with the node c_i of the tableau.</summary>
    [Fact]
    public void Each_stage_stands_at_its_node() => Assert.All(SchemeCompiler.CompileBuiltIn().Select(compiled => compiled.Valid!), scheme =>
    {
        using var scope = NewDisposeScope();
        var recorder = new Recorder();
        using var body = SchemeCatalog.Find(scheme.Name)!.Open(recorder);
        // Stages that share a subnet share the time of the first.
        var nodes = scheme.StagesUsed.Take(scheme.SharesWeights ? 1 : scheme.Tableau.Stages).Select(stage => scheme.Tableau.Nodes[stage].ToDouble()).ToList();
        Assert.Equal(Enumerable.Range(0, Blocks).SelectMany(block => nodes.Select(node => block + node)), recorder.Times);
        Assert.True(body.call(randn(2, 4, 5, 5)).isfinite().all().item<bool>());
    });

    private sealed class Recorder : ISchemeUser<Module<Tensor, Tensor>>
    {
        public List<double> Times { get; } = [];

        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(Create, new MapShape(4, 5, 5), Blocks);

        private Timed<TimedConv> Create(StageInfo stage)
        {
            var subnet = Timed<TimedConv>.Create(stage);
            Times.Add(subnet.Time);
            return subnet;
        }
    }
}
