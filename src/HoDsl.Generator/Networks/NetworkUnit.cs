using HoDsl.Generator.Findings;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>All that one network is compiled from.</summary>
/// <param name="File">Its own file.</param>
/// <param name="Schemes">The schemes that it names.</param>
/// <param name="Subnets">The subnets of the project that it may name.</param>
/// <param name="Findings">What is wrong with its name or the names of its schemes.</param>
public sealed record NetworkUnit(
    ParsedNetwork File, EquatableArray<SchemeSummary> Schemes, EquatableArray<ProjectSubnet> Subnets, EquatableArray<Finding> Findings);
