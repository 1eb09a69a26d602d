using System.Globalization;
using HoDsl.Cli.Training;
using HoDsl.Runtime.Training;
using Spectre.Console;

namespace HoDsl.Cli.Tests;

/// <summary>What a terminal shows while a network is trained.</summary>
public class LiveReportTests
{
    private static readonly TrainingOptions Options = new(Epochs: 3);

    /// <summary>Rows that are wider than the terminal go on in its next row; nothing of the bar stays between them.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(132)]
    public void The_table_stands_above_the_bar_whole(int width)
    {
        var screen = Shown(width, report =>
        {
            report.OnNotice("Going on after step 1 of 6.");
            for (var step = 1; step <= 6; step++)
            {
                report.OnStep(Progress(step));
                if (step % 2 == 0) report.OnEpoch(Metrics(step / 2));
            }
        });
        var expected = new[] { "Going on after step 1 of 6." }.Concat(Enumerable.Range(1, 3).Select(epoch => EpochTable.Row(Metrics(epoch))))
            .SelectMany(line => line.Chunk(width).Select(part => new string(part).TrimEnd()));
        Assert.Equal(expected, screen.Rows.Where(row => row.Length > 0));
    }

    [Theory]
    [InlineData(5, "epoch 3/3")]
    [InlineData(40, "epoch 3/3  loss 2.345  26:03:04 left")]
    [InlineData(54, "epoch 3/3  loss 2.345  accuracy 12.5 %  26:03:04 left")]
    [InlineData(81, "epoch 3/3  loss 2.345  accuracy 12.5 %  12346 images/s  26:03:04 left")]
    [InlineData(82, "epoch 3/3  loss 2.345  accuracy 12.5 %  rate 0.0123  12346 images/s  26:03:04 left")]
    public void A_line_leaves_out_what_matters_least(int width, string line) => Assert.Equal(line, ProgressLine.Of(Progress(6), Options.Epochs, width));

    [Theory]
    [InlineData(59, "0:59 left")]
    [InlineData(3599, "59:59 left")]
    [InlineData(3900, "1:05:00 left")]
    [InlineData(360_001, "100:00:01 left")]
    public void The_time_that_is_left_is_told_in_hours(int seconds, string end) =>
        Assert.EndsWith($"  {end}", ProgressLine.Of(Progress(6) with { Remaining = TimeSpan.FromSeconds(seconds) }, Options.Epochs));

    private static TrainingProgress Progress(long step) => new(
        (int)(step + 1) / 2, step, 6, 2.5, 0.0123, new Score(64, 64 * 2.345, 8), 12345.6, new TimeSpan(1, 2, 3, 4));

    private static EpochMetrics Metrics(int epoch) => new(
        epoch, 2.5, 12.5, 2.25, 25, 1.5, 1000, Enumerable.Range(1, 6).ToDictionary(block => block.ToString(CultureInfo.InvariantCulture), block => 0.5 + block));

    private static Screen Shown(int width, Action<ITrainingObserver> train)
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = width;
        LiveReport.Show(console, Options, train);
        var screen = new Screen(width);
        screen.Show(written.ToString());
        return screen;
    }
}
