using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Printing;

/// <summary>A model printed as a file and read again is the same model.</summary>
public class PrintingTests
{
    public static TheoryData<string> Files => TableauFiles.Tableaux;

    [Theory, MemberData(nameof(Files))]
    public void A_real_scheme_reads_back_as_itself(string path) => AssertReadsBack(Compile.Valid(TableauFiles.Read(path)));

    [Fact]
    public void A_random_scheme_reads_back_as_itself()
    {
        var compiled = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(RandomFiles.Files.ToArbitrary(), text =>
        {
            if (Compile.Text(text).Valid is not { } scheme)
                return;
            compiled++;
            AssertReadsBack(scheme);
        }));
        Assert.True(compiled > 300, $"only {compiled} of the random files have a meaning");
    }

    private static void AssertReadsBack(Scheme scheme)
    {
        var text = SchemeText.Of(scheme);
        var again = Compile.Text(text);
        Assert.True(again.Valid is not null, $"{string.Join("\n", again.Findings)}\n{text}");
        Assert.Equal(scheme, again.Valid);
    }
}
