using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Download;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>Where data sets lie. The variable is the process's, in which one test runs at a time; each leaves it as it was.</summary>
public sealed class DataRootTests : IDisposable
{
    private const string Variable = "HODSL_DATA";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }

    [Fact]
    public void A_set_is_read_from_its_folder_in_the_one_that_the_variable_names()
    {
        Environment.SetEnvironmentVariable(Variable, _folder.Path);
        foreach (var (name, content) in IdxFiles.Content)
            _folder.Write($"mnist/{name}", content);

        Assert.Equal(_folder["mnist"], DataSets.Known.Single(known => known.Name == "mnist").Find());
        Assert.Equal(3, DataSets.Load("mnist").Training.Count);
    }

    [Fact]
    public void A_set_is_brought_into_its_folder_in_the_one_that_the_variable_names()
    {
        Environment.SetEnvironmentVariable(Variable, _folder.Path);
        Assert.Equal(_folder["cifar10"], new DataInstaller("cifar10", _ => { }).DefaultTarget);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_variable_sets_lie_in_data_of_the_current_folder(string? variable)
    {
        Environment.SetEnvironmentVariable(Variable, variable);
        var data = Path.Combine(Directory.GetCurrentDirectory(), "data");
        Assert.Equal(Path.Combine(data, "mnist"), DataSets.Known.Single(known => known.Name == "mnist").Folders[0]);
        Assert.Equal(Path.Combine(data, "mnist"), new DataInstaller("mnist", _ => { }).DefaultTarget);
    }
}
