using HoDsl.Runtime.Gradients;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The linear combinations of a tableau: what a stage reads and what a block gives.</summary>
public static class Combination
{
    /// <summary>The sum of weight times map.</summary>
    /// <returns>A new map.</returns>
    public static Tensor Combine(params ReadOnlySpan<Term> terms) => CombineRows([.. terms])[0];

    /// <summary>Several sums of weight times map, all of the maps as they were before.</summary>
    /// <returns>A new map for each row.</returns>
    public static Tensor[] CombineRows(params ReadOnlySpan<Term[]> rows)
    {
        var present = rows.ToArray();
        for (var i = 0; i < present.Length; i++)
        {
            if (Array.Exists(present[i], term => term.Weight.IsAbsent))
                present[i] = Array.FindAll(present[i], term => !term.Weight.IsAbsent);
        }
        return TorchExtras.Current.Combine(present);
    }

    /// <summary>A learnt number as the weights of terms have it: `a21 * h`.</summary>
    /// <param name="number">The number: a scalar, or one for each channel in the shape (channels, 1, 1); null where a first block has none.</param>
    public static LearntFactor Learnt(Tensor? number) => new(number);

    /// <summary>A learnt step that multiplies every stage wherever it is read. Where all subnets can multiply by it they do, and it weighs nothing more in the terms.</summary>
    /// <param name="step">The step: a scalar, or one for each channel in the shape (channels, 1, 1).</param>
    /// <param name="subnets">The subnets of all stages.</param>
    public static LearntFactor Learnt(Tensor step, params ReadOnlySpan<nn.Module<Tensor, Tensor>> subnets)
    {
        foreach (var subnet in subnets)
        {
            if (subnet is not IScalable { CanScale: true })
                return new(step);
        }
        return new(step, IsTaken: true);
    }

    /// <summary>A stage k = f(sum of weight times map).</summary>
    /// <param name="f">The stage's subnet.</param>
    /// <param name="terms">What it reads; a map alone is read as it is.</param>
    public static Tensor Stage(nn.Module<Tensor, Tensor> f, params ReadOnlySpan<Term> terms) => Stage(input => Segment.Call(f, input), terms);

    /// <summary>A stage k = f(sum of weight times map), or h k where the stages have taken the step h.</summary>
    /// <param name="step">The step, as <see cref="Learnt(Tensor, ReadOnlySpan{nn.Module{Tensor, Tensor}})"/> gave it.</param>
    /// <param name="f">The stage's subnet.</param>
    /// <param name="terms">What it reads; a map alone is read as it is.</param>
    public static Tensor Stage(LearntFactor step, nn.Module<Tensor, Tensor> f, params ReadOnlySpan<Term> terms) =>
        step.IsTaken ? Stage(input => Segment.CallScaled(f, input, step.Value!), terms) : Stage(f, terms);

    /// <inheritdoc cref="Stage(nn.Module{Tensor, Tensor}, ReadOnlySpan{Term})"/>
    internal static Tensor Stage(Func<Tensor, Tensor> f, ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        return terms.Length == 1 && first.Weight == 1 ? Stage(f, first.Map, releasesInput: first.IsLast) : Stage(f, Combine(terms), releasesInput: true);
    }

    /// <summary>A state that is read more than once: the same map, with its gradient summed in one pass, and a handle of its own.</summary>
    public static Tensor Branch(Tensor map) => TorchExtras.Current.Branch(map, isStage: false).NotThe(map);

    /// <summary>A term that is the last to read its map: the combination releases it.</summary>
    public static Term Last(Weight weight, Tensor map) => new(weight, map, IsLast: true);

    /// <inheritdoc cref="Last(Weight, Tensor)"/>
    public static Term Last(Tensor map) => Last(1, map);

    // Nothing but the branch is left to hold what the subnet gave, so that the stage's last reader frees it.
    private static Tensor Stage(Func<Tensor, Tensor> f, Tensor input, bool releasesInput)
    {
        var output = f(input).NotThe(input);
        var stage = TorchExtras.Current.Branch(output, isStage: true);
        if (!ReferenceEquals(stage, output))
            output.Dispose();
        if (releasesInput)
            input.Dispose();
        return stage;
    }
}
