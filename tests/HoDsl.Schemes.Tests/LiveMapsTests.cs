using HoDsl.Runtime.Blocks;
using HoDsl.Tests;
using HoDsl.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>How many maps are alive in a forward pass without gradients, counted by their bytes while each subnet runs.</summary>
public class LiveMapsTests
{
    private const long MapBytes = 2 * 4 * 32 * 32 * sizeof(float);

    private static readonly ITorchExtras Backend = TorchExtras.Current;

    /// <summary>The map of the block's caller counts even where the block needs it no more; the numbers are those of a minimum cut.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void A_subnet_runs_beside_no_more_maps_than_the_schedule_holds()
    {
        Assert.Equal([1], MapsBeside<Euler>());
        Assert.Equal([1, 1], MapsBeside<Midpoint>());
        Assert.Equal([1, 2, 2, 1 + 1], MapsBeside<RK4>());
        Assert.Equal([1, 2, 2, 3, 3, 3, 3, 4, 5, 5 + 1, 4 + 1, 3 + 1, 2 + 1, 1 + 1], MapsBeside<Verner89>());
    }

    /// <summary>Beside the fewest maps: what the subnet makes, and the caller's map or, where all maps are turned into sums, one more.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void At_no_moment_are_more_maps_alive_than_promised()
    {
        Assert.Equal(2, PeakMaps<Euler>());
        Assert.Equal(3, PeakMaps<Midpoint>());
        Assert.InRange(PeakMaps<RK4>(), 3, 3 + 2);
        Assert.InRange(PeakMaps<Verner89>(), 6, 6 + 2);
    }

    /// <summary>Where all maps change at once, public operators write each sum before the first map is released.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void By_public_operators_alone_one_map_more_is_alive_at_most()
    {
        var plain = new PlainExtras();
        Assert.Equal(MapsBeside<Euler>(), MapsBeside<Euler>(plain));
        Assert.Equal(MapsBeside<Midpoint>(), MapsBeside<Midpoint>(plain));
        Assert.Equal(MapsBeside<RK4>(), MapsBeside<RK4>(plain));
        Assert.Equal(MapsBeside<Verner89>(), MapsBeside<Verner89>(plain));
        Assert.InRange(PeakMaps<Euler>(plain), 0, PeakMaps<Euler>() + 1);
        Assert.InRange(PeakMaps<Midpoint>(plain), 0, PeakMaps<Midpoint>() + 1);
        Assert.InRange(PeakMaps<RK4>(plain), 0, PeakMaps<RK4>() + 1);
        Assert.InRange(PeakMaps<Verner89>(plain), 0, PeakMaps<Verner89>() + 1);
    }

    private static List<long> MapsBeside<TScheme>(ITorchExtras? extras = null) where TScheme : struct, IScheme
    {
        var counts = new List<long>();
        // The subnet's own input is not counted: the caller's map in the first stage, a sum in the others.
        Forward<TScheme>((held, stage) => counts.Add(stage == 1 ? held : held - 1), extras);
        return counts;
    }

    private static long PeakMaps<TScheme>(ITorchExtras? extras = null) where TScheme : struct, IScheme => Forward<TScheme>((_, _) => { }, extras);

    /// <summary>Runs a block; gives the most maps that were alive at once.</summary>
    /// <param name="observe">Told of how many are alive, the caller's among them, as each stage begins.</param>
    /// <param name="extras">What computes the combinations; null for the backend's own.</param>
    private static long Forward<TScheme>(Action<long, int> observe, ITorchExtras? extras) where TScheme : struct, IScheme
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var before = HeldMemory.Settled().Bytes;
        var y = randn(2, 4, 32, 32);
        using var block = TScheme.Create(stage => new Halving(() => observe((Backend.Memory(CPU)!.Value.Bytes - before) / MapBytes, stage.Stage)));
        Backend.ResetPeakMemory(CPU);
        try
        {
            TorchExtras.Current = extras ?? Backend;
            block.call(y);
        }
        finally
        {
            TorchExtras.Current = Backend;
        }

        return (Backend.Memory(CPU)!.Value.PeakBytes - before) / MapBytes;
    }

    /// <summary>A subnet that makes one map and holds none.</summary>
    private sealed class Halving(Action observe) : Module<Tensor, Tensor>(nameof(Halving))
    {
        public override Tensor forward(Tensor input)
        {
            observe();
            return input * 0.5;
        }

        protected override void RegisterComponents()
        {
        }
    }
}
