namespace HoDsl.Cli.Benching;

/// <summary>A network that is ready to take steps.</summary>
internal interface IContestant
{
    /// <summary>Takes one step.</summary>
    /// <returns>The seconds that it took.</returns>
    double Step();
}
