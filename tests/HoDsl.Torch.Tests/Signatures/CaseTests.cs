using System.Reflection;
using System.Reflection.Emit;
using HoDsl.Torch.Tests.PyTorch;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.Signatures;

/// <summary>Whatever computes stands in a case that PyTorch has computed too.</summary>
public class CaseTests
{
    private static readonly Dictionary<string, string> WithoutACase = new()
    {
        ["Tensor.alias"] = "the same tensor",
        ["Tensor.DetachFromDisposeScope"] = "the same tensor",
        ["Tensor.MoveToOuterDisposeScope"] = "the same tensor",
        ["Tensor.requires_grad_"] = "each case calls it on its inputs",
        ["torch.get_rng_state"] = "no two versions keep it in the same bytes",
    };

    [Fact]
    public void Every_operator_is_called_in_a_case()
    {
        IEnumerable<MethodInfo> provided =
        [
            .. MethodsOf(typeof(torch)).Concat(MethodsOf(typeof(Tensor))).Where(GivesTensors),
            .. MethodsOf(typeof(nn.functional)),
            .. MethodsOf(typeof(nn.init)),
        ];
        IEnumerable<Delegate> cases = [.. OperatorTests.Operators.Values, .. OperatorTests.Made.Values, .. OperatorTests.Drawn.Values];
        var called = cases.SelectMany(computes => CallsIn(computes.Method)).Select(NameOf).ToHashSet();
        Assert.Equal(WithoutACase.Keys.Order(), provided.Select(NameOf).Distinct().Where(name => !called.Contains(name)).Order());
    }

    [Fact]
    public void Every_module_stands_in_a_case()
    {
        var provided = typeof(torch).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false, IsGenericType: false } && type.IsSubclassOf(typeof(nn.Module)));
        var made = ModuleTests.Modules.Values.SelectMany(TypesIn).ToHashSet();
        Assert.DoesNotContain(provided, type => !made.Contains(type));
    }

    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool GivesTensors(MethodInfo method) =>
        method.ReturnType == typeof(Tensor) || method.ReturnType == typeof(Tensor[]) || method.ReturnType == typeof((Tensor, Tensor));

    private static string NameOf(MethodBase method) => $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>The methods that a method's code calls.</summary>
    private static IEnumerable<MethodBase> CallsIn(MethodInfo method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var i = 0; i + sizeof(int) < code.Length; i++)
        {
            if ((code[i] == OpCodes.Call.Value || code[i] == OpCodes.Callvirt.Value) && Resolved(method.Module, BitConverter.ToInt32(code, i + 1)) is { } called)
                yield return called;
        }
    }

    // A byte may look like a call and be a part of another instruction: what follows is then no method's token.
    private static MethodBase? Resolved(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static List<Type> TypesIn(Func<nn.Module> make)
    {
        using var module = make();
        return [module.GetType(), .. module.modules().Select(part => part.GetType())];
    }
}
