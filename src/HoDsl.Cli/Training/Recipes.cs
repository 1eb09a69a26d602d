using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>The recipes that travel with the program: the files of <c>recipes/</c>, by their names.</summary>
internal static class Recipes
{
    /// <summary>What is trained where nothing else is asked for.</summary>
    public const string Default = "default";

    private const string Folder = "recipes/", Ending = ".json";

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Recipes).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Finds a recipe by name, or reads one from a file.</summary>
    /// <exception cref="UsageException">There is none; the message names the one that was probably meant.</exception>
    public static Recipe Load(string nameOrFile)
    {
        if (Names.Contains(nameOrFile)) return Named(nameOrFile);
        if (File.Exists(nameOrFile)) return Recipe.Parse(FileFaults.Reading(nameOrFile, () => File.ReadAllText(nameOrFile)), nameOrFile);
        throw UsageException.NoSuch("recipe and no file", nameOrFile, Names, "hodsl recipes");
    }

    private static Recipe Named(string name)
    {
        using var reader = new StreamReader(typeof(Recipes).Assembly.GetManifestResourceStream($"{Folder}{name}{Ending}")!);
        return Recipe.Parse(reader.ReadToEnd(), $"{name}{Ending}");
    }
}
