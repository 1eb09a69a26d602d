using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>What is left to chance in the steps of one block.</summary>
/// <param name="Survival">How probable it is that a step is not dropped.</param>
/// <param name="Depth">How steps are dropped; null where they are not.</param>
/// <param name="Noise">What is added to them; null for nothing.</param>
internal sealed record Chance(double Survival, StochasticDepth? Depth, Noise? Noise)
{
    /// <summary>Nothing is.</summary>
    public static Chance None { get; } = new(1, null, null);

    /// <summary>Draws for one step, from the processor's global generator, wherever the maps are.</summary>
    /// <param name="samples">How many samples the batch has.</param>
    /// <param name="isTraining">Whether the block is being trained; otherwise nothing is left to chance.</param>
    /// <param name="survives">Whether the step is not dropped, whatever is drawn.</param>
    public Luck Draw(long samples, bool isTraining, bool survives = false)
    {
        if (!isTraining)
            return new() { Part = Depth?.Weight == SurvivalWeight.InEvaluation ? Survival : 1 };
        if (Depth is null)
            return new() { Noise = Noise };
        // Where nothing survives, nothing needs to be made up for.
        var survivor = Depth.Weight == SurvivalWeight.InTraining && Survival > 0 ? 1 / Survival : 1;
        return Depth.PerSample
            ? new() { Parts = rand(samples).lt(Survival).to(ScalarType.Float64).mul(survivor), Noise = Noise }
            : new() { Part = rand(1).item<float>() < Survival || survives ? survivor : 0, Noise = Noise };
    }
}
