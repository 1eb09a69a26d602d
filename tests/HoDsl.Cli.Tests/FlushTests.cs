using System.Diagnostics;
using HoDsl.Tests;

namespace HoDsl.Cli.Tests;

/// <summary>A power failure, unlike a signal, loses what the system has not yet written: the order in which a run asks it to.</summary>
public sealed class FlushTests : IDisposable
{
    /// <summary>Stands in front of the C library, and writes down what it is asked for.</summary>
    private const string Witness = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <unistd.h>

        static void note(const char *what, const char *from, const char *to) {
            int file = open(getenv("WITNESSED"), O_WRONLY | O_APPEND | O_CREAT, 0600);
            dprintf(file, "%s|%s|%s\n", what, from, to);
            close(file);
        }

        int fsync(int descriptor) {
            char link[64], path[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
            ssize_t length = readlink(link, path, sizeof path - 1);
            path[length < 0 ? 0 : length] = 0;
            note("flush", path, "");
            return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(descriptor);
        }

        int rename(const char *from, const char *to) {
            note("rename", from, to);
            return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename"))(from, to);
        }
        """;

    private readonly ImageFolder _images = new(training: 16, test: 8);

    public void Dispose() => _images.Dispose();

    [OwnBindingFact("it takes the C compiler that the own binding is built with")]
    public void Every_file_is_on_the_disk_before_it_has_its_name_and_the_name_before_anything_else_happens()
    {
        var (library, log) = (_images["witness.so"], _images["witnessed"]);
        File.WriteAllText(_images["witness.c"], Witness);
        using (var compiler = Process.Start(Environment.GetEnvironmentVariable("CXX") ?? "g++", ["-x", "c", "-shared", "-fPIC", "-o", library, _images["witness.c"], "-ldl"]))
        {
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }

        var outcome = Hodsl.RunWith(
            new() { ["LD_PRELOAD"] = library, ["WITNESSED"] = log },
            "train", "--data", _images.Path, "--layers", "10", "--width", "2", "--batch", "8", "--epochs", "2", "--checkpoint-every", "1", "--out", _images["run"]);
        Assert.Equal(0, outcome.Code);

        var calls = File.ReadAllLines(log).Select(line => line.Split('|')).ToList();
        var renamed = Enumerable.Range(0, calls.Count).Where(i => calls[i][0] == "rename").ToList();
        Assert.All(renamed, i =>
        {
            var (from, to) = (calls[i][1], calls[i][2]);
            Assert.Equal(["flush", from, ""], calls[i - 1]);
            Assert.Equal(["flush", Path.GetDirectoryName(Path.GetFullPath(to))!, ""], calls[i + 1]);
        });
        var names = renamed.Select(i => Path.GetFileName(calls[i][2])).ToList();
        Assert.All(["run.json", "model.safetensors", "best.safetensors"], name => Assert.Contains(name, names));
        Assert.Equal(5, names.Where(name => name.StartsWith("step-", StringComparison.Ordinal)).Distinct().Count());
    }
}
