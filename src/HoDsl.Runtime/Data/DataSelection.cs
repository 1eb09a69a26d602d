using HoDsl.Runtime.Data.Selecting;

namespace HoDsl.Runtime.Data;

/// <summary>Which images of a data set are used, and for what. Every class keeps its share; the images for testing stay as they are.</summary>
/// <param name="Subset">How many of the training images are used at all; null for all of them.</param>
/// <param name="Validation">Which part of these is not learnt from but judged by while the network is trained: from 0 to below 1.</param>
/// <param name="Seed">What the draws follow from. It is not the training's seed, so that trainings by several seeds see the same images.</param>
public sealed record DataSelection(int? Subset = null, double Validation = 0, long Seed = 1)
{
    /// <summary>All images, none for validation.</summary>
    public static DataSelection All { get; } = new();

    /// <summary>What is wrong with the selection, a sentence each; nothing where all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (Subset < 1) yield return $"The subset has {Subset} images; it must have at least 1.";
        if (!(Validation is >= 0 and < 1)) yield return $"The part for validation is {Validation}; it must be at least 0 and less than 1.";
    }

    /// <summary>Selects from a data set.</summary>
    /// <exception cref="UserException">The selection has a fault, or the set has too few images.</exception>
    public DataSet From(DataSet data)
    {
        if (string.Join(' ', Faults()) is { Length: > 0 } faults)
            throw new UserException(faults);
        return WithValidation(data with { Training = SubsetOf(data) });
    }

    private ImageSet SubsetOf(DataSet data)
    {
        if (Subset is not { } count)
            return data.Training;
        return count <= data.Training.Count
            ? data.Training.Select(ClassShares.Draw(data.Training, count, ClassShares.Purpose.Subset, Seed).Drawn)
            : throw new UserException($"{data.Name} has {data.Training.Count} images to learn from; a subset cannot have {count}.");
    }

    private DataSet WithValidation(DataSet data)
    {
        if (Validation == 0)
            return data;
        var count = (int)Math.Round(Validation * data.Training.Count);
        if (count == 0 || count == data.Training.Count)
            throw new UserException($"Of {data.Training.Count} images the part {Validation} for validation leaves none on one side: take another part, or more images.");
        var (validation, training) = ClassShares.Draw(data.Training, count, ClassShares.Purpose.Validation, Seed);
        return data with { Training = data.Training.Select(training), Validation = data.Training.Select(validation) };
    }
}
