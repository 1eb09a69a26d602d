namespace HoDsl.Generator.Tests.Emit;

/// <summary>Files that nobody writes, but that have a meaning, become code that compiles.</summary>
public class GeneratedCodeTests
{
    [Theory]
    [InlineData("scheme lower\n 0 |\n---+---\n   | 1")]
    [InlineData("scheme S \"a\u2028b\"\nsource \"c\u2029d \u0085 \ufffe </code> & \\\"\n 0 |\n---+---\n   | 1")]
    [InlineData("scheme S\nstates z\n 0 |\n 1 | 1\n---+------\n z | 1/2  1/2")]
    [InlineData("scheme S\nstates z\noutput both\n   | z | k1  k2\n   | . |\n   | 1 | 1\n---+---+---\n z | . | 1 1\n z | 2 | 1 1")]
    [InlineData("scheme S\nstates a = split, b\n | . . |\n | 1 . | 1\n---+---+---\na | 1 . | 1 .\nb | . . | .   .")]
    [InlineData("scheme _\n 0 |\n---+---\n   | 1")]
    [InlineData("scheme S\nparam p learnable\n   | y | k1  k2\n   | . |\n   | p | p\n---+---+---\n   | . | p   p")]
    [InlineData("scheme S\n 0 | .\n 0 | .\n---+----\n   | 1e-320  1e300")]
    public void An_odd_file_becomes_code_that_compiles(string text)
    {
        var run = Generation.Run(new TableauText("odd.tableau", text));
        Assert.NotEmpty(run.GeneratedSources);
        Assert.Equal([], GeneratedCode.Faults(run));
    }
}
