using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes what makes a subnet.</summary>
internal static class SubnetCode
{
    /// <summary>A function from the place of a stage to its subnet.</summary>
    public static string Create(Subnet subnet)
    {
        var arguments = ArgumentCode.Write(subnet.Arguments).ToList();
        if (arguments.Count == 0)
            return $"global::{subnet.Class}.Create";
        // What fixes the time of another subnet takes none of its arguments.
        var created = $"global::{subnet.Field ?? subnet.Class}.Create(stage, {string.Join(", ", arguments)})";
        return subnet.Field is null ? $"stage => {created}" : $"stage => new global::{subnet.Class}(stage, {created})";
    }
}
