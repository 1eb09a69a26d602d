namespace HoDsl.Runtime.Data.Formats;

/// <summary>A folder that holds a data set, and what is known of it beforehand.</summary>
/// <param name="Name">What the data set is called.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Remedy">What to do if a file is missing or broken, as the end of a sentence.</param>
/// <param name="Classes">The names of the classes, or null where the folder or the format gives them.</param>
/// <param name="Seed">What draws follow from, where the folder does not say itself which images are for testing.</param>
internal sealed record DataPlace(string Name, string Folder, string Remedy, IReadOnlyList<string>? Classes = null, long Seed = 1);
