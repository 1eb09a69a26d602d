namespace HoDsl.Cli.Tests;

/// <summary>What a command does not use, it does not take.</summary>
public class RefusedArgumentsTests
{
    [Theory]
    [InlineData("train LmResNet --resume x", "A run goes on with its own network and options: leave out LmResNet, or begin anew with --from x.")]
    [InlineData("train --resume x --clip none", "leave out --clip")]
    [InlineData("describe rk4 --scheme euler", "'rk4' is a scheme itself: leave out --scheme.")]
    [InlineData("train --seed x", "--seed takes a whole number, not 'x'.")]
    [InlineData("train --data-seed 1.5", "--data-seed takes a whole number, not '1.5'.")]
    [InlineData("train --clip nothing", "--clip takes a number, not 'nothing'.")]
    [InlineData("train --memory 79228162514264337593543950335GiB", "--memory takes an amount such as 512MiB or 2GiB, not '79228162514264337593543950335GiB'.")]
    [InlineData("train --mixup 1e-300", "The parameter of mixup is 1E-300; it must be 0, or between 0.001 and 4.")]
    [InlineData("bench --rounds x", "--rounds takes a whole number, not 'x'.")]
    public void It_is_told_in_one_sentence(string line, string words)
    {
        var outcome = Hodsl.Refused(line.Split(' '));
        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.StartsWith("error: ", outcome.Errors);
        Assert.Contains(words, outcome.Errors);
        Assert.Equal(1, outcome.Errors.Count(letter => letter == '\n'));
    }
}
