namespace HoDsl.Runtime.Tests.Data;

/// <summary>Where the real data sets lie that are too large to be part of the sources.</summary>
internal static class RealData
{
    /// <summary>CIFAR-10 as `./hodsl data get cifar10` leaves it: in $HODSL_DATA or the `data` folder beside the solution.</summary>
    public static string Cifar10 { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("HODSL_DATA") ?? Path.Combine(RepositoryRoot(), "data"), "cifar10");

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HoDsl.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder;
    }
}

/// <summary>A test on the real CIFAR-10 images; where they are not, the run says so.</summary>
public sealed class Cifar10FactAttribute : FactAttribute
{
    public Cifar10FactAttribute()
    {
        if (!Directory.Exists(RealData.Cifar10))
            Skip = $"CIFAR-10 is not in {RealData.Cifar10}: ./hodsl data get cifar10 brings it there.";
    }
}
