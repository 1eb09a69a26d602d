using HoDsl.Generator.Language;

namespace HoDsl.Generator.Emit;

/// <summary>Namespaces out of what projects are called.</summary>
internal static class Namespaces
{
    /// <summary>The namespace nearest to a name: `my_app._2d` for `my-app.2d`.</summary>
    public static string Nearest(string name) => string.Join(".", name.Split('.').Select(Identifier));

    private static string Identifier(string part)
    {
        var letters = string.Concat(part.Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        return letters.Length == 0 || char.IsDigit(letters[0]) || Keywords.IsCSharp(letters) ? "_" + letters : letters;
    }
}
