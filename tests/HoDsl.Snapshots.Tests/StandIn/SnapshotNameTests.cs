using System.Reflection;

namespace HoDsl.Snapshots.Tests.StandIn;

public class SnapshotNameTests
{
    private static readonly MethodInfo Test = typeof(Samples).GetMethod(nameof(Samples.Emits))!;

    [Fact]
    public void Name_is_class_and_method() => Assert.Equal("SnapshotNameTests.Samples.Emits", NameWith(_ => { }));

    [Fact]
    public void Parameters_follow_with_name_and_value() =>
        Assert.Equal("SnapshotNameTests.Samples.Emits_scheme=two_width=0.5", NameWith(settings => settings.UseParameters("two", 0.5)));

    [Fact]
    public void Characters_that_a_file_name_cannot_have_become_dashes() =>
        Assert.Equal("SnapshotNameTests.Samples.Emits_scheme=a-b-c#d_width=null", NameWith(settings => settings.UseParameters("a/b:c#d", null)));

    [Fact]
    public void A_method_name_can_be_given() =>
        Assert.Equal("SnapshotNameTests.Samples.Other_scheme=two", NameWith(settings =>
        {
            settings.UseMethodName("Other");
            settings.UseParameters("two");
        }));

    [Fact]
    public void A_file_name_stands_for_all_of_it() => Assert.Equal("two", NameWith(settings => settings.UseFileName("two")));

    [Fact]
    public void A_file_name_excludes_parameters()
    {
        var settings = new VerifySettings();
        settings.UseFileName("two");

        Assert.Throws<InvalidOperationException>(() => settings.UseParameters("two"));
    }

    [Fact]
    public void More_values_than_parameters_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => NameWith(settings => settings.UseParameters("two", 0.5, 3)));

    private static string NameWith(Action<VerifySettings> configure)
    {
        var settings = new VerifySettings();
        configure(settings);
        return SnapshotName.For(Test, settings);
    }

    private static class Samples
    {
        public static void Emits(string scheme, double width) => Assert.NotEqual(scheme, $"{width}");
    }
}
