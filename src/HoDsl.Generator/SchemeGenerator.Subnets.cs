using HoDsl.Generator.Networks;
using HoDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HoDsl.Generator;

/// <summary>The part of the door that the project's own subnets come through.</summary>
public sealed partial class SchemeGenerator
{
    private const string SubnetInterface = "ISubnet";
    private const string TimedInterface = "ITimedSubnet";

    private static readonly SymbolDisplayFormat FullName =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    // Names and values leave the step, and no symbols: those differ after every edit, and hold a whole compilation.
    private static IncrementalValueProvider<EquatableArray<ProjectSubnet>> Subnets(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.CreateSyntaxProvider((node, _) => LooksLikeSubnet(node), Subnet)
            .SelectMany((found, _) => found is { } subnet ? new[] { subnet } : [])
            .Collect()
            .Select((all, _) => all.Distinct().ToEquatableArray());

    // All classes are looked at after every edit, and few asked what they are: those that name themselves in what they derive from.
    private static bool LooksLikeSubnet(SyntaxNode node) => node is ClassDeclarationSyntax { BaseList: { } bases } type
        && bases.Types.Select(@base => Simple(@base.Type)).OfType<GenericNameSyntax>()
            .SelectMany(@base => @base.TypeArgumentList.Arguments)
            .Any(argument => Simple(argument) is IdentifierNameSyntax name && name.Identifier.ValueText == type.Identifier.ValueText);

    private static TypeSyntax Simple(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        _ => type,
    };

    // Generated code must be able to name it.
    private static ProjectSubnet? Subnet(GeneratorSyntaxContext found, CancellationToken cancellation)
    {
        var compilation = found.SemanticModel.Compilation;
        return found.SemanticModel.GetDeclaredSymbol((ClassDeclarationSyntax)found.Node, cancellation) is { IsGenericType: false, IsFileLocal: false } type
            && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
            && (Implements(type, TimedInterface), Implements(type, SubnetInterface)) is var (isTimed, isSubnet) && (isTimed || isSubnet)
            ? new(type.Name, type.ToDisplayString(FullName), Options(type, compilation), isTimed)
            : null;
    }

    // An interface that is not found is a fault that the C# compiler reports: the class is a subnet all the same, and may seem to derive from it.
    private static bool Implements(INamedTypeSymbol type, string name) => type.AllInterfaces.Concat([type.BaseType]).Any(@base =>
        @base is { TypeArguments.Length: 1 } && @base.Name == name
        && (@base.TypeKind == TypeKind.Error || @base.ContainingNamespace.ToDisplayString() == "HoDsl.Runtime.Blocks")
        && SymbolEqualityComparer.Default.Equals(@base.TypeArguments[0], type));

    // A call is of one method: of those that a network can call the one with the most options.
    private static EquatableArray<ParameterKind> Options(INamedTypeSymbol type, Compilation compilation) => type.GetMembers("Create").OfType<IMethodSymbol>()
        .Where(method => method is { IsStatic: true, IsGenericMethod: false, Parameters.Length: > 0 } && method.Parameters[0].Type.Name == "StageInfo" && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly))
        .Select(method => method.Parameters.Skip(1).ToList())
        .Where(parameters => parameters.TrueForAll(parameter => parameter.HasExplicitDefaultValue || Kind(parameter) is not null))
        .OrderByDescending(parameters => parameters.Count(parameter => Kind(parameter) is not null)).FirstOrDefault()?.Select(Option).OfType<ParameterKind>().ToEquatableArray() ?? EquatableArray<ParameterKind>.Empty;

    private static ParameterKind? Option(IParameterSymbol parameter) => Kind(parameter) is not { } kind ? null : kind with
    {
        CSharpName = SyntaxFacts.GetKeywordKind(kind.Name) == SyntaxKind.None ? kind.Name : $"@{kind.Name}",
        HasNoDefault = !parameter.HasExplicitDefaultValue,
    };

    // Numbers and switches are what a network file can write.
    private static ParameterKind? Kind(IParameterSymbol parameter) => WithoutNull(parameter.Type).SpecialType switch
    {
        SpecialType.System_Int32 or SpecialType.System_Int64 => ParameterKind.Open(parameter.Name, least: 0),
        SpecialType.System_Boolean => ParameterKind.Switch(parameter.Name),
        SpecialType.System_Double => ParameterKind.OpenReal(parameter.Name),
        _ => null,
    };

    private static ITypeSymbol WithoutNull(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
