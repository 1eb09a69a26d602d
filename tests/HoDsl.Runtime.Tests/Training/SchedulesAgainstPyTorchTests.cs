using System.Globalization;
using System.Text.Json;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Training;

public sealed class SchedulesAgainstPyTorchTests
{
    private const int Epochs = 6, StepsPerEpoch = 8;
    private const double Tolerance = 1e-6;

    [Fact]
    public void The_rates_are_those_of_PyTorch_step_by_step()
    {
        using var folder = new TemporaryFolder();
        Python.Run("schedules.py", Epochs.ToString(CultureInfo.InvariantCulture), StepsPerEpoch.ToString(CultureInfo.InvariantCulture), folder["rates"]);
        var expected = JsonDocument.Parse(File.ReadAllText(folder["rates"])).RootElement.EnumerateObject().ToList();
        Assert.Equal(5, expected.Count);
        foreach (var entry in expected)
        {
            var schedule = Schedule.TryParse(entry.Name)!;
            var rates = Enumerable.Range(0, Epochs * StepsPerEpoch).Select(step => schedule.Factor((double)step / StepsPerEpoch, Epochs));
            Assert.All(
                entry.Value.EnumerateArray().Select(rate => rate.GetDouble()).Zip(rates),
                pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance, $"{entry.Name}: {pair.Second} instead of {pair.First}"));
        }
    }
}
