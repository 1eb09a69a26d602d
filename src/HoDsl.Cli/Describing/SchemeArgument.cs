using HoDsl.Cli.Checking;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Schemes;

namespace HoDsl.Cli.Describing;

/// <summary>What `SCHEME|FILE` on the command line means: a path, or the name of a scheme that the compiler carries.</summary>
internal static class SchemeArgument
{
    /// <summary>Compiles what was meant.</summary>
    /// <exception cref="UsageException">It is no path, and there is no scheme of that name; the message names the one that was probably meant.</exception>
    public static CompiledScheme Compile(string argument)
    {
        if (argument.EndsWith(".tableau", StringComparison.OrdinalIgnoreCase) || File.Exists(argument))
            return SchemeCompiler.Compile([TableauFiles.Read(argument)], TableauFiles.Beside([argument]))[0];
        var schemes = SchemeCompiler.CompileBuiltIn();
        return schemes.FirstOrDefault(compiled => Plain(compiled.Scheme!.Name) == Plain(argument)) ?? throw new UsageException(
            Suggestion.Nearest(argument, schemes.Select(compiled => compiled.Scheme!.Name)) is { } near
                ? $"There is no scheme '{argument}'; did you mean '{near}'?"
                : $"There is no scheme '{argument}', and no such file; `hodsl schemes` lists the schemes there are.");
    }

    private static string Plain(string name) => name.Replace("-", "").Replace("_", "").ToLowerInvariant();
}
