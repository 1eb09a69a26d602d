using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HoDsl.Torch.Tests.Signatures;

/// <summary>Prints the public and protected members of types, one a line, in the form of torchsharp-0.107.txt.</summary>
internal static class SignaturePrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string HeaderOf(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : "class";
        var modifier = kind != "class" ? "" : type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var isDerived = kind == "class" && type.BaseType != typeof(object);
        return $"{modifier}{kind} {type.Namespace}.{NameOf(type)}{(isDerived ? " : " + NameOf(type.BaseType!) : "")}";
    }

    public static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt64(Enum.Parse(type, name))}");
            return [string.Join(", ", values)];
        }

        return FieldsOf(type).Concat(PropertiesOf(type)).Concat(ConstructorsOf(type)).Concat(MethodsOf(type)).Distinct();
    }

    private static IEnumerable<string> FieldsOf(Type type) =>
        type.GetFields(Declared)
            .Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => $"{(field.IsStatic ? "static " : "")}field {NameOf(field.FieldType)} {field.Name}");

    private static IEnumerable<string> PropertiesOf(Type type) =>
        from property in type.GetProperties(Declared)
        let accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList()
        where accessors.Count > 0
        let indices = property.GetIndexParameters()
        let index = indices.Length == 0 ? "" : $"[{string.Join(", ", indices.Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}"))}]"
        let get = accessors.Contains(property.GetMethod!) ? "get; " : ""
        let set = accessors.Contains(property.SetMethod!) ? "set; " : ""
        select $"{(accessors[0].IsStatic ? "static " : "")}{NameOf(property.PropertyType)} {property.Name}{index} {{ {get}{set}}}";

    private static IEnumerable<string> ConstructorsOf(Type type) =>
        type.GetConstructors(Declared)
            .Where(constructor => !constructor.IsStatic && IsVisible(constructor))
            .Select(constructor => $"{(constructor.IsPublic ? "" : "protected ")}new({ParametersOf(constructor)})");

    private static IEnumerable<string> MethodsOf(Type type) =>
        from method in type.GetMethods(Declared)
        where IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        let access = method.IsPublic ? "" : "protected "
        let modifier = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method.IsVirtual ? "virtual " : ""
        let generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : ""
        select $"{access}{modifier}{NameOf(method.ReturnType)} {method.Name}{generics}({ParametersOf(method)})";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var isParams = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        var value = parameter.HasDefaultValue ? " = " + DefaultOf(parameter) : "";
        return $"{(isParams ? "params " : "")}{NameOf(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string DefaultOf(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        _ when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, parameter.DefaultValue).ToString()!,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string NameOf(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return NameOf(underlying) + "?";
        return NestedName(type, type.GetGenericArguments());
    }

    // A nested type has its outer types' arguments too; they stand at the type that declares them.
    private static string NestedName(Type type, Type[] arguments)
    {
        var outerCount = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = arguments[outerCount..];
        var outer = type.DeclaringType is { } declaring ? NestedName(declaring, arguments[..outerCount]) + "." : "";
        var isGeneric = type.Name.Contains('`');
        return outer + type.Name.Split('`')[0] + (isGeneric ? $"<{string.Join(", ", own.Select(NameOf))}>" : "");
    }
}
