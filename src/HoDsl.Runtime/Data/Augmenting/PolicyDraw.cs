namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>What chance makes of a policy for one image.</summary>
/// <param name="Policy">Which sub-policy; each is equally likely.</param>
/// <param name="First">What becomes of its first operation.</param>
/// <param name="Second">What becomes of its second operation.</param>
internal readonly record struct PolicyDraw(int Policy, ChoiceDraw First, ChoiceDraw Second)
{
    public static PolicyDraw From(ref SplitMix64 random, IReadOnlyList<SubPolicy> policies)
    {
        var policy = random.Below(policies.Count);
        return new(policy, ChoiceDraw.From(ref random, policies[policy].First), ChoiceDraw.From(ref random, policies[policy].Second));
    }
}

/// <summary>Whether an operation happens, and with which sign of its magnitude, where that has one: either is equally likely.</summary>
internal readonly record struct ChoiceDraw(bool Happens, bool Negative)
{
    public static ChoiceDraw From(ref SplitMix64 random, PolicyChoice choice) => new(random.Uniform() < choice.Probability, random.Below(2) == 1);
}
