using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>What subnets ask of the stage for which they are made, in words where they do not find it.</summary>
internal static class Requirements
{
    /// <summary>Refuses a stage that changes the width or the resolution of its maps.</summary>
    public static void RequireOneShape(this StageInfo stage, string subnet)
    {
        if (stage.Input != stage.Shape)
            throw new UserException($"The subnet '{subnet}' keeps the shape of its maps and cannot take them from {stage.Input} to {stage.Shape}: let a layer before the body do that.");
    }

    /// <summary>Refuses a stage that changes the resolution of its maps.</summary>
    public static void RequireOneResolution(this StageInfo stage, string subnet)
    {
        if (stage.Input.Height != stage.Height || stage.Input.Width != stage.Width)
            throw new UserException($"The subnet '{subnet}' keeps the resolution of its maps and cannot take them from {stage.Input} to {stage.Shape}: let a pooling layer before the body do that.");
    }

    /// <summary>A quotient that must be a whole number.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="what">What is divided, in words.</param>
    /// <param name="dividend">What is divided.</param>
    /// <param name="divisor">By what.</param>
    public static long Quotient(string subnet, string what, long dividend, long divisor) => divisor > 0 && dividend >= divisor && dividend % divisor == 0
        ? dividend / divisor
        : throw new UserException($"The subnet '{subnet}' needs {what} to be a multiple of {divisor}, not {dividend}.");
}
