using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Finds the schemes and subnets that the lines of a network name.</summary>
/// <param name="unit">All that the network is compiled from.</param>
/// <param name="openScheme">The scheme that stands for the open one; null where none is chosen.</param>
/// <param name="formulas">Reads expressions.</param>
internal sealed class NetworkScope(NetworkUnit unit, SchemeSummary? openScheme, FormulaReader formulas)
{
    private readonly SubnetBinder _subnets = new(unit.Subnets, formulas);

    /// <summary>Whether a name is that of the open scheme.</summary>
    public bool IsOpen(Word scheme) => scheme.Text == unit.File.Syntax.Header!.OpenScheme?.Name.Text;

    /// <summary>The scheme of a name; null for the open one where none is chosen.</summary>
    public SchemeSummary? Scheme(Word name) => IsOpen(name) ? openScheme : unit.Schemes.First(scheme => scheme.Name == name.Text);

    /// <summary>The subnet that a line names.</summary>
    public BoundSubnet Subnet(SchemeItemSyntax item) => _subnets.Bind(item.Subnet);
}
