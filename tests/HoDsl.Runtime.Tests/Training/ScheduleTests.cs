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
    [InlineData("warm-up:1E-05+cosine")]
    [InlineData("warm-up:1E20+one-cycle")]
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
    [InlineData("warm-up:1E999+cosine")]
    [InlineData("step:200,100")]
    [InlineData("step:100,100")]
    [InlineData("step:0,100")]
    public void Other_forms_are_none(string form) => Assert.Null(Schedule.TryParse(form));

    [Theory]
    [InlineData(0.00001)]
    [InlineData(0.1 + 0.2)]
    [InlineData(1e20)]
    public void What_is_made_in_code_is_read_back_from_its_written_form(double epochs)
    {
        var schedule = Schedule.WarmUp(epochs, Schedule.Cosine);
        Assert.Equal(schedule, Schedule.TryParse($"{schedule}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_warm_up_over_no_epochs_is_refused(double epochs) =>
        Assert.StartsWith("The learning rate rises over ", Assert.Throws<UserException>(() => Schedule.WarmUp(epochs, Schedule.Constant)).Message);

    [Fact]
    public void Steps_that_do_not_rise_are_refused()
    {
        Assert.Equal(
            "The learning rate falls after the epochs (200, 100); give one or more, each later than the one before.",
            Assert.Throws<UserException>(() => Schedule.Step(200, 100)).Message);
        Assert.Throws<UserException>(() => Schedule.Step());
    }
}
