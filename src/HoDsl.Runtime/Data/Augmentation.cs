using System.Text.Json.Serialization;
using HoDsl.Runtime.Data.Augmenting;

namespace HoDsl.Runtime.Data;

/// <summary>How training images are varied at random, anew in every epoch: steps that are done one after the other.</summary>
/// <remarks>
/// Written as the steps' names joined by <c>+</c>, such as <c>crop+flip</c> or <c>crop:2+flip+autoaugment+cutout:8</c>; <c>none</c> is the one without steps.
/// All steps work on the bytes of an image, before it is normalised.
/// </remarks>
/// <param name="steps">The steps, in their order.</param>
[JsonConverter(typeof(AugmentationJson))]
public sealed class Augmentation(params IReadOnlyList<AugmentationStep> steps) : IEquatable<Augmentation>
{
    private const string Nothing = "none";
    private const char Joint = '+';

    /// <summary>Every image as it is.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>The usual one for CIFAR: 4 pixels of padding, random crop, random flip.</summary>
    public static Augmentation CropAndFlip { get; } = new(new PadCrop(), new Flip());

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<AugmentationStep> Steps => steps;

    /// <summary>Reads the written form, or gives null.</summary>
    public static Augmentation? TryParse(string text)
    {
        if (text == Nothing)
            return None;
        var steps = text.Split(Joint).Select(AugmentationStep.TryParse).ToList();
        return steps.Contains(null) ? null : new([.. steps.OfType<AugmentationStep>()]);
    }

    /// <summary>What is wrong with the steps, a sentence each; nothing where all is well.</summary>
    public IEnumerable<string> Faults() => steps.SelectMany(step => step.Faults());

    /// <inheritdoc/>
    public bool Equals(Augmentation? other) => other is not null && steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? other) => Equals(other as Augmentation);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => steps.Count == 0 ? Nothing : string.Join(Joint, steps);
}
