using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>What <c>hodsl train</c> does without options: <c>recipes/default.json</c>, which travels with the program.</summary>
internal static class DefaultRecipe
{
    private const string Resource = "default.json";

    public static Recipe Load()
    {
        using var stream = typeof(DefaultRecipe).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return Recipe.Parse(reader.ReadToEnd(), Resource);
    }
}
