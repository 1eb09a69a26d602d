using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes what makes a subnet.</summary>
internal static class SubnetCode
{
    /// <summary>A function from the place of a stage to its subnet.</summary>
    public static string Create(Subnet subnet)
    {
        var arguments = ArgumentCode.Write(subnet.Arguments).ToList();
        return arguments.Count == 0
            ? $"global::{subnet.Class}.Create"
            : $"stage => global::{subnet.Class}.Create(stage, {string.Join(", ", arguments)})";
    }
}
