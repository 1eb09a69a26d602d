using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Training;

public class ScheduleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.75)]
    [InlineData(1.5, 0.5)]
    [InlineData(3, 0)]
    public void Cosine_falls_from_one_to_zero(double epochsDone, double factor) =>
        Assert.Equal(factor, Schedule.Cosine.Factor(epochsDone, epochs: 3), precision: 12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99.999, 1)]
    [InlineData(100, 0.1)]
    [InlineData(149.999, 0.1)]
    [InlineData(200, 0.01)]
    public void Steps_divide_by_ten_from_their_epoch_on(double epochsDone, double factor) =>
        Assert.Equal(factor, Schedule.Step(100, 150).Factor(epochsDone, epochs: 260), precision: 12);

    [Theory]
    [InlineData("constant")]
    [InlineData("cosine")]
    [InlineData("one-cycle")]
    [InlineData("step:100,150,200,230")]
    [InlineData("warm-up:2.5+step:3,4")]
    [InlineData("warm-up:5+cosine")]
    public void The_written_form_is_read_back(string form) => Assert.Equal(form, Schedule.TryParse(form)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Cosine")]
    [InlineData("step")]
    [InlineData("step:")]
    [InlineData("step:1,")]
    [InlineData("step:-1")]
    [InlineData("warm-up:5")]
    [InlineData("warm-up:5+")]
    [InlineData("warm-up:0+cosine")]
    [InlineData("warm-up:-1+cosine")]
    public void Other_forms_are_none(string form) => Assert.Null(Schedule.TryParse(form));
}
