namespace HoDsl.Snapshots.Tests.StandIn;

public class SettingsTaskTests
{
    [Fact]
    public async Task Configuring_after_the_run_is_refused()
    {
        var run = Verify("text").UseFileName("ConfiguredLate").UseDirectory("../Accepted");
        await run;

        Assert.Throws<InvalidOperationException>(() => { run.UseMethodName("TooLate"); });
    }
}
