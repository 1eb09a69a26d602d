namespace HoDsl.Tools.Tests;

public sealed class SetupTests : IDisposable
{
    private readonly Checkout _checkout = new();

    private IEnumerable<string> Installed => _checkout.Calls.Where(call => call.StartsWith("apt-get ", StringComparison.Ordinal));

    [Fact]
    public void Without_an_SDK_one_sentence_says_so()
    {
        _checkout.RemoveTool("dotnet");
        _checkout.RemoveTool("g++");

        var outcome = _checkout.Run("train");

        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("error: HoDsl needs the .NET SDK 10 or later", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void An_SDK_that_is_too_old_is_none()
    {
        _checkout.Write("sdks", "8.0.100 [/somewhere]\n9.0.100 [/somewhere]\n");

        Assert.StartsWith("error: HoDsl needs the .NET SDK 10 or later", _checkout.Run("schemes").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_installed_by_the_administrator()
    {
        _checkout.RemoveTool("g++");

        _checkout.Run("train");

        Assert.Equal(["apt-get update", "apt-get install -y --no-install-recommends g++"], Installed);
    }

    [Fact]
    public void Anybody_else_is_told_the_one_command_to_run()
    {
        _checkout.RemoveTool("g++");
        _checkout.Environment["USER_ID"] = "1000";

        var outcome = _checkout.Run("train");

        Assert.Equal(1, outcome.Status);
        Assert.EndsWith("\n  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends g++'\n", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Installed);
    }

    [Fact]
    public void Where_a_package_cannot_be_installed_the_end_of_the_log_is_shown()
    {
        _checkout.RemoveTool("g++");
        _checkout.Environment["LACKED_PACKAGE"] = "g++";

        var outcome = _checkout.Run("train");

        Assert.Equal(1, outcome.Status);
        Assert.Matches("\nerror: installing g\\+\\+ failed; the end of .*/install.log:\nE: Unable to locate package g\\+\\+\n$", outcome.Error);
    }

    [Fact]
    public void A_system_without_a_libtorch_has_TorchSharps_own()
    {
        _checkout.RemoveTool("python3");
        _checkout.Environment["LIBTORCH"] = "";
        _checkout.Environment["LACKED_PACKAGE"] = "libtorch-dev";

        var outcome = _checkout.Run("train");

        Assert.Equal(1, outcome.Status);
        Assert.EndsWith("\nerror: this system has no libtorch among its packages. Set TorchBackend=cpu in the environment to take TorchSharp's own, or LIBTORCH to name one.\n", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("schemes")]
    [InlineData("describe")]
    [InlineData("train", "--help")]
    public void Commands_without_tensors_need_no_native_part(params string[] arguments)
    {
        _checkout.RemoveTool("g++");

        Assert.Equal(0, _checkout.Run(arguments).Status);
        Assert.Empty(Installed);
        Assert.Contains(_checkout.Calls, call => call.Contains("-p:BuildNative=false", StringComparison.Ordinal));
    }

    [Fact]
    public void The_native_part_is_built_once_its_tools_are_there()
    {
        _checkout.RemoveTool("g++");
        _checkout.Run("schemes");

        File.CreateSymbolicLink(_checkout.PathOf("tools/g++"), "/usr/bin/cat");
        _checkout.Run("eval", "runs/1");

        Assert.DoesNotContain("BuildNative", _checkout.Calls.Last(call => call.StartsWith("build ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_libtorch_is_named_from_where_the_caller_stands()
    {
        _checkout.Environment["LIBTORCH"] = "mine";

        _checkout.RunIn(_checkout.PathOf("schemes"), "schemes");

        Assert.Contains($"# libtorch {_checkout.PathOf("schemes/mine")}\n", File.ReadAllText(_checkout.PathOf(".build/cli.built")), StringComparison.Ordinal);
    }

    /// <summary>The build looks into fewer places for a Python's torch.</summary>
    [Theory]
    [InlineData("", "/own/torch")]
    [InlineData("system", "/own/torch")]
    [InlineData("cpu", "")]
    public void The_build_binds_to_the_libtorch_that_was_found(string backend, string bound)
    {
        _checkout.Environment["LIBTORCH"] = "";
        _checkout.Environment["TorchBackend"] = backend;
        _checkout.InstallPythonTorch();

        _checkout.Run("eval", "runs/1");

        Assert.Equal(bound, File.ReadAllText(_checkout.PathOf("bound")));
    }

    [Fact]
    public void The_packaged_backends_need_no_native_part()
    {
        _checkout.RemoveTool("g++");
        _checkout.Environment["TorchBackend"] = "cpu";

        _checkout.Run("train", "--data", "cifar10");

        Assert.Empty(Installed);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train", "--data", "fashion")]
    [InlineData("train", "--data=fashion")]
    [InlineData("train", "--recipe", "short")]
    [InlineData("train", "--recipe=short")]
    [InlineData("train", "--resume", "runs/1")]
    [InlineData("test")]
    public void Fashion_MNIST_is_installed_for_what_reads_it(params string[] arguments)
    {
        _checkout.Write("recipes/short.json", """{ "data": "fashion" }""");
        _checkout.Write("runs/1/run.json", """{ "recipe": { "data": "fashion" } }""");
        _checkout.RemoveFashion();

        _checkout.Run(arguments);

        Assert.Contains("apt-get install -y --no-install-recommends dataset-fashion-mnist", Installed);
    }

    [Theory]
    [InlineData("data", null)]
    [InlineData("my sets", "my sets")]
    public void A_training_on_Fashion_MNIST_of_ones_own_installs_none(string folder, string? root)
    {
        _checkout.RemoveFashion();
        _checkout.Write($"{folder}/fashion/train-images-idx3-ubyte.gz", "");
        if (root is not null)
            _checkout.Environment["HODSL_DATA"] = _checkout.PathOf(root);

        _checkout.Run("train");

        Assert.Empty(Installed);
    }

    [Theory]
    [InlineData("train", "--data", "cifar10")]
    [InlineData("train", "--data=cifar10")]
    [InlineData("train", "--recipe", "evening", "--epochs", "1")]
    [InlineData("train", "--resume", "runs/1")]
    [InlineData("train", "--from=runs/1")]
    [InlineData("eval", "runs/1")]
    public void Other_images_need_no_Fashion_MNIST(params string[] arguments)
    {
        _checkout.RemoveFashion();

        _checkout.Run(arguments);

        Assert.Empty(Installed);
    }

    [Theory]
    [InlineData("bench", "python3-torch")]
    [InlineData("test", "python3-torch python3-torchvision")]
    public void PyTorch_is_installed_for_what_is_held_against_it(string command, string packages)
    {
        _checkout.RemovePython();

        _checkout.Run(command);

        Assert.Contains($"apt-get install -y --no-install-recommends {packages}", Installed);
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("cifar10")]
    public void Npm_is_needed_only_to_get_what_comes_from_there(string name)
    {
        _checkout.RemoveTool("npm");

        _checkout.Run("data", "list");
        _checkout.Run("data", "get", "cifar100");
        _checkout.Run("data", "get", name, "--from", "archive.tar.gz");
        _checkout.Run("data", "get", "--from=folder", name);
        Assert.Empty(Installed);

        _checkout.Run("data", "get", "--out", "mine", name);
        Assert.Contains("apt-get install -y --no-install-recommends npm", Installed);
    }

    public void Dispose() => _checkout.Dispose();
}
