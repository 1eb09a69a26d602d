using System.Globalization;
using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>Where the snapshots of one call are kept and what is replaced in their text.</summary>
public class VerifySettings
{
    private readonly List<Func<string, string?>> _lineReplacements = [];

    /// <summary>Settings with the default names: class, method, and no parameters.</summary>
    public VerifySettings()
    {
    }

    /// <summary>A copy of <paramref name="settings"/>, or the defaults if there are none.</summary>
    public VerifySettings(VerifySettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        Directory = settings.Directory;
        FileName = settings.FileName;
        MethodName = settings.MethodName;
        Parameters = settings.Parameters;
        _lineReplacements.AddRange(settings._lineReplacements);
    }

    /// <summary>The snapshots' folder, relative to the test's file; null for the folder of that file.</summary>
    public string? Directory { get; private set; }

    internal string? FileName { get; private set; }

    internal string? MethodName { get; private set; }

    internal IReadOnlyList<object?>? Parameters { get; private set; }

    /// <summary>Keeps the snapshots in <paramref name="directory"/>, relative to the test's file.</summary>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>Names the snapshots <paramref name="fileName"/> instead of class, method and parameters.</summary>
    public void UseFileName(string fileName)
    {
        if (MethodName is not null || Parameters is not null)
        {
            throw new InvalidOperationException($"{nameof(UseFileName)} replaces the method's name and its parameters: use one or the other.");
        }

        FileName = fileName;
    }

    /// <summary>Names the snapshots <paramref name="name"/> where the test method's name would stand.</summary>
    public void UseMethodName(string name)
    {
        RequireNoFileName();
        MethodName = name;
    }

    /// <summary>Appends the values of the test method's parameters to the name, in the order of the parameters.</summary>
    public void UseParameters(params object?[] parameters)
    {
        RequireNoFileName();
        Parameters = parameters;
    }

    /// <summary>Replaces each line by what <paramref name="replaceLine"/> makes of it; null removes the line.</summary>
    public void ScrubLinesWithReplace(Func<string, string?> replaceLine) => _lineReplacements.Add(replaceLine);

    internal string Scrub(string text)
    {
        text = text.ReplaceLineEndings("\n");
        foreach (var replaceLine in _lineReplacements)
        {
            text = ReplaceLines(text, replaceLine);
        }

        return text;
    }

    private static string ReplaceLines(string text, Func<string, string?> replaceLine)
    {
        var endsWithNewline = text.EndsWith('\n');
        var lines = (endsWithNewline ? text[..^1] : text).Split('\n').Select(replaceLine).OfType<string>();
        return string.Join('\n', lines) + (endsWithNewline ? "\n" : "");
    }

    private void RequireNoFileName([CallerMemberName] string caller = "")
    {
        if (FileName is not null)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{caller} has no place in a name that {nameof(UseFileName)} fixed."));
        }
    }
}
