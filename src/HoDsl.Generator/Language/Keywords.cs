using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>The words that mean something already.</summary>
internal static class Keywords
{
    /// <summary>Names become those of types, of members and of files, whose length is limited too.</summary>
    private const int LongestName = 100;

    /// <summary>The words that begin a directive.</summary>
    public static readonly string[] Directives = ["scheme", "source", "order", "embedded", "let", "param", "states", "step", "weights", "after", "output"];

    private static readonly HashSet<string> Language =
        [.. Directives, "extends", "to", "learnable", "init", "range", "per", "scales", "all", "stage", "channel", "block", "shared", "relu", "none", "both", "sqrt",
            "split", "uniform"];

    private static readonly HashSet<string> CSharp = [.. (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event " +
        "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null " +
        "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string " +
        "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while " +
        "__arglist __makeref __reftype __refvalue await var").Split(' ')];

    // Words that C# reads as keywords where a type is named.
    private static readonly HashSet<string> CSharpTypes = [.. (
        "allows async dynamic extension field file nint notnull nuint partial record required scoped unmanaged where yield").Split(' ')];

    // Members of generated types, of which none may have the name of its type.
    private static readonly HashSet<string> Generated = [.. (
        "Name Title Source Stages StagesUsed Order EmbeddedOrder Nodes Coefficients StateCoefficients Weights StateWeights EmbeddedWeights Layout " +
        "ErrorNorm EmbeddedErrorNorm StabilityPolynomial RealAxisLimit ImaginaryAxisLimit SspCoefficient IsFsal StageOrders GivesEmbedded Method " +
        "EndsWithRelu Columns Paths IsInvertible NonzerosA NonzerosB LiveMapsPeak LiveMapsRetained Create CreateBody " +
        "F Step Project forward Invert BeforeRelu TSubnet").Split(' ')];

    // What generated types inherit, from the modules of the TorchSharp packages too: a property of the same name would hide it.
    private static readonly HashSet<string> Inherited = [.. (
        "ClearModules ConditionallyRegisterBuffer ConditionallyRegisterParameter Create Dispose Equals GetDefaultDeviceAndType GetHashCode GetName GetType " +
        "HookRemover HType MemberwiseClone ReferenceEquals RegisterComponents ReplaceBuffer ReplaceParameter ToString").Split(' ')];

    // The catalogues, of which either may stand in the namespace of a scheme or a network. Names of files do not tell cases apart.
    private static readonly HashSet<string> Catalogs = new(["SchemeCatalog", "NetworkCatalog"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word is a keyword of C#, so that nothing can have it as its name.</summary>
    public static bool IsCSharp(string word) => CSharp.Contains(word);

    /// <summary>Refuses a name that a `let` cannot define.</summary>
    public static void CheckValueName(Token name)
    {
        CheckLength(name);
        if (Language.Contains(name.Text))
            throw Reserved(name, "it is a word of the language");
        if (IsMap(name.Text))
            throw Reserved(name, "it stands for a map of the block");
    }

    /// <summary>Refuses a name that a learnt coefficient cannot have: it becomes a local variable, and with a capital a property.</summary>
    public static void CheckParameterName(Token name)
    {
        CheckValueName(name);
        CheckLocalName(name);
        var property = PropertyOf(name.Text);
        if (property == name.Text)
            throw Reserved(name, "it does not begin with a small letter, and its property is the same name with a capital");
        if (Generated.Contains(property) || Inherited.Contains(property) || IsNumbered(property, 'F'))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>The property that a learnt coefficient becomes: its name with a capital.</summary>
    public static string PropertyOf(string parameter) => char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);

    /// <summary>Refuses a name that a state cannot have: it becomes a local variable.</summary>
    public static void CheckStateName(Token name)
    {
        CheckLength(name);
        if (Language.Contains(name.Text))
            throw Reserved(name, "it is a word of the language");
        if (IsNumbered(name.Text, 'k'))
            throw Reserved(name, "it stands for a stage");
        if (char.IsUpper(name.Text[0]))
            throw Reserved(name, "names of states begin with a small letter");
        CheckLocalName(name);
    }

    // Histories are local variables too: y[-1] is y_1.
    private static void CheckLocalName(Token name)
    {
        if (CSharp.Contains(name.Text))
            throw Reserved(name, "it is a keyword of C#");
        if (new[] { "h", "scope", "state" }.Contains(name.Text) || "abce".Any(letter => IsNumbered(name.Text, letter)) || EndsWithNumber(name.Text))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Refuses a name that a generated type cannot have.</summary>
    public static void CheckSchemeName(Token name)
    {
        CheckLength(name);
        if (CSharp.Contains(name.Text) || CSharpTypes.Contains(name.Text))
            throw Reserved(name, "it is a keyword of C#");
        if (Catalogs.Contains(name.Text) || Generated.Contains(name.Text) || "Fabce".Any(letter => IsNumbered(name.Text, letter)))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Refuses a name that a generated network, or its open scheme, cannot have.</summary>
    public static void CheckNetworkName(Token name)
    {
        CheckLength(name);
        if (CSharp.Contains(name.Text) || CSharpTypes.Contains(name.Text))
            throw Reserved(name, "it is a keyword of C#");
        if (!char.IsUpper(name.Text[0]))
            throw Reserved(name, "it does not begin with a capital, as the names of types do");
        if (Catalogs.Contains(name.Text) || name.Text is "Handle" or "Maker" || Inherited.Contains(name.Text))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Refuses a name that a parameter of a network cannot have: it becomes a parameter of the constructor.</summary>
    public static void CheckNetworkParameterName(Token name)
    {
        CheckLength(name);
        if (CSharp.Contains(name.Text))
            throw Reserved(name, "it is a keyword of C#");
        if (!char.IsLower(name.Text[0]))
            throw Reserved(name, "it does not begin with a small letter");
        if (name.Text is "input" or "classes" or "shape" or "register_module" or "stage" or "scope" or "name" or "x")
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Refuses a name that an item of a network cannot have: it becomes a submodule, and with a capital a property.</summary>
    public static void CheckLabel(Token name)
    {
        CheckLength(name);
        var property = PropertyOf(name.Text);
        if (property == name.Text)
            throw Reserved(name, "it does not begin with a small letter, and its property is the same name with a capital");
        if (property is "Handle" or "Initialise" || Inherited.Contains(property))
            throw Reserved(name, "generated code uses it");
    }

    /// <summary>Whether a name stands for a map of the block: `y`, `k1`.</summary>
    public static bool IsMap(string name) => name == "y" || IsNumbered(name, 'k');

    private static void CheckLength(Token name)
    {
        if (name.Text.Length > LongestName)
            throw Reserved(name, FormattableString.Invariant($"it is longer than {LongestName} characters"));
    }

    private static bool IsNumbered(string name, char letter) =>
        name.Length > 1 && name[0] == letter && name.Skip(1).All(c => char.IsDigit(c) || c == '_');

    private static bool EndsWithNumber(string name) => char.IsDigit(name[name.Length - 1]) && name.TrimEnd("0123456789".ToCharArray()).EndsWith("_", StringComparison.Ordinal);

    private static Fault Reserved(Token name, string reason) => new(Rules.ReservedName, name.Span, name.Text, reason);
}
