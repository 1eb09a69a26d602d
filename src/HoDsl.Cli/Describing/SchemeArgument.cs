using HoDsl.Cli.Checking;
using HoDsl.Generator.Schemes;
using HoDsl.Runtime;

namespace HoDsl.Cli.Describing;

/// <summary>What `SCHEME|FILE` on the command line means: a path, or the name of a scheme that the compiler carries, with the ending of its file or without.</summary>
internal static class SchemeArgument
{
    private const string Extension = ".tableau";

    /// <summary>Whether a path is that of a tableau file.</summary>
    public static bool IsFile(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Compiles what was meant.</summary>
    /// <exception cref="UsageException">It is no path, and there is no scheme of that name; the message names the one that was probably meant.</exception>
    public static CompiledScheme Compile(string argument)
    {
        var isFile = IsFile(argument);
        var name = isFile ? argument[..^Extension.Length] : argument;
        var schemes = SchemeCompiler.CompileBuiltIn();
        var builtIn = schemes.FirstOrDefault(compiled => Spelling.IsSame(compiled.Scheme!.Name, name));
        if (File.Exists(argument) || (isFile && builtIn is null))
            return SchemeCompiler.Compile([TableauFiles.Read(argument)], TableauFiles.Beside([argument]))[0];
        return builtIn ?? throw UsageException.NoSuch(
            "scheme, network or file", argument, schemes.Select(compiled => compiled.Scheme!.Name).Concat(NetworkArgument.Names), "hodsl schemes", "hodsl networks");
    }
}
