namespace HoDsl.Generator.Networks;

/// <summary>One kind of layer: an entry of the registry.</summary>
/// <param name="Name">The word that begins its line.</param>
/// <param name="Module">The C# type of the module that it is; null for a function without parameters.</param>
/// <param name="Parameters">What it can be given.</param>
/// <param name="Apply">Follows the shape through it and counts what it costs.</param>
internal sealed record LayerKind(string Name, string? Module, IReadOnlyList<ParameterKind> Parameters, Action<Tally, Arguments> Apply)
{
    /// <summary>The name in Pascal case: the runtime's method that makes or applies it, and its property's name.</summary>
    public string PascalName { get; } = Names.Pascal(Name);

    /// <summary>Whether its module is a convolution.</summary>
    public bool IsConvolution => Module == LayerKinds.Convolution;
}
