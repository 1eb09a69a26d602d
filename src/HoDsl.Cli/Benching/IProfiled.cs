using HoDsl.Torch;

namespace HoDsl.Cli.Benching;

/// <summary>A contestant that can tell where the time of a step goes.</summary>
internal interface IProfiled : IContestant
{
    /// <summary>Takes one step.</summary>
    /// <returns>What its operators took.</returns>
    IReadOnlyList<OperatorTime> Profile();
}
