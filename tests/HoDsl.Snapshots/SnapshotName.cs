using System.Globalization;
using System.Reflection;
using System.Text;
using VerifyTests;

namespace HoDsl.Snapshots;

/// <summary>Names the snapshots of a test: <c>Class.Method_parameter=value</c>.</summary>
internal static class SnapshotName
{
    private const string NotInFileNames = "\"\\<>|:*?/";

    public static string For(MethodInfo test, VerifySettings settings) =>
        settings.FileName ?? $"{ClassName(test.ReflectedType!)}.{settings.MethodName ?? test.Name}{ParameterText(test, settings.Parameters)}";

    private static string ClassName(Type type) =>
        type.DeclaringType is { } outer ? $"{ClassName(outer)}.{type.Name}" : type.Name;

    private static string ParameterText(MethodInfo test, IReadOnlyList<object?>? values)
    {
        if (values is null)
        {
            return "";
        }

        var parameters = test.GetParameters();
        if (values.Count > parameters.Length)
        {
            throw new InvalidOperationException($"{test.Name} has {parameters.Length} parameters, but {values.Count} values were given for them.");
        }

        var text = new StringBuilder();
        foreach (var (parameter, value) in parameters.Zip(values))
        {
            text.Append('_').Append(parameter.Name).Append('=').Append(Clean(ValueText(value)));
        }

        return text.ToString();
    }

    private static string ValueText(object? value) => value switch
    {
        null => "null",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };

    private static string Clean(string value) =>
        string.Concat(value.Select(character => character < ' ' || NotInFileNames.Contains(character, StringComparison.Ordinal) ? '-' : character));
}
