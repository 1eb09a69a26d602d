using System.Security.Cryptography;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>Known answers on the real CIFAR-10 images.</summary>
public sealed class Cifar10Tests
{
    [Cifar10Fact]
    public void The_files_have_the_official_checksums()
    {
        string[] official =
        [
            "5dd7e06a14cb22eb9f671a540d1b7c25", "5ea93a67294ea407fff1d09f752e9692", "942cd6a4bcdd0dd3c604fbe906cb4421",
            "ae636b3ba5c66a11e91e8cb52e771fcb", "53f37980c15c3d472c316c40844f3f0d", "803d5f7f4d78ea53de84dbe85f74fb6d",
        ];
        string[] files = ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"];

        Assert.Equal(official, files.Select(name => Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(Path.Combine(RealData.Cifar10, name + ".bin"))))));
    }

    [Cifar10Fact]
    public void Mean_and_deviation_are_the_published_ones()
    {
        var training = DataSets.Load(RealData.Cifar10).Training;

        Assert.Equal((50_000, 10), (training.Count, training.Labels.ToArray().CountBy(label => label).Count(pair => pair.Value == 5000)));
        foreach (var (published, found) in new[] { 0.4914, 0.4822, 0.4465 }.Zip(training.Statistics.Mean))
            Assert.Equal(published, found, 6e-5);
        foreach (var (published, found) in new[] { 0.2470, 0.2435, 0.2616 }.Zip(training.Statistics.Deviation))
            Assert.Equal(published, found, 6e-5);
    }
}
