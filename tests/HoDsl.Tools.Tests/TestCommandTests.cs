namespace HoDsl.Tools.Tests;

public sealed class TestCommandTests : IDisposable
{
    private readonly Checkout _checkout = new();

    [Fact]
    public void Counts_are_summed_over_the_projects_of_the_solution()
    {
        var outcome = _checkout.Run("test");

        Assert.Equal("5 passed, 0 failed", outcome.LastLine);
        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public void Skipped_tests_are_counted_apart_and_say_why()
    {
        _checkout.Report("B.Tests", status: 0, Checkout.Counters(total: 3, passed: 2, failed: 0), """
            <UnitTestResult testName="B.Runs_on_a_GPU" duration="00:00:00" outcome="NotExecuted" testListId="1">
              <Output>
                <ErrorInfo>
                  <Message>no GPU &amp; no &quot;cuda&quot;</Message>
                </ErrorInfo>
              </Output>
            </UnitTestResult>
            """);

        var outcome = _checkout.Run("test");

        Assert.Contains("\n  skipped B.Runs_on_a_GPU: no GPU & no \"cuda\"\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("4 passed, 0 failed, 1 skipped", outcome.LastLine);
        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public void A_failure_makes_the_whole_fail()
    {
        _checkout.Report("A.Tests", status: 1, Checkout.Counters(total: 2, passed: 1, failed: 1));
        _checkout.Report("B.Tests", status: 0, Checkout.Counters(total: 3, passed: 3, failed: 0));

        var outcome = _checkout.Run("test");

        Assert.Equal("4 passed, 1 failed", outcome.LastLine);
        Assert.Equal(1, outcome.Status);
    }

    [Fact]
    public void A_run_that_breaks_off_counts_as_a_failure()
    {
        _checkout.Report("A.Tests", status: 1, counters: null);
        _checkout.Report("B.Tests", status: 1, Checkout.Counters(total: 1, passed: 1, failed: 0));

        var outcome = _checkout.Run("test");

        Assert.Equal("1 passed, 2 failed", outcome.LastLine);
        Assert.Equal(1, outcome.Status);
    }

    [Fact]
    public void A_run_of_no_tests_fails()
    {
        _checkout.Report("A.Tests", status: 0, counters: null);
        _checkout.Report("B.Tests", status: 0, counters: null);

        var outcome = _checkout.Run("test", "--filter", "Nothing");

        Assert.Equal("0 passed, 0 failed", outcome.LastLine);
        Assert.Equal(1, outcome.Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void A_project_in_which_no_test_is_found_makes_the_whole_fail(int? total)
    {
        _checkout.Report("A.Tests", status: 0, total is { } count ? Checkout.Counters(count, passed: 0, failed: 0) : null);

        var outcome = _checkout.Run("test");

        Assert.Contains("\nA.Tests: no test was found.\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("3 passed, 1 failed", outcome.LastLine);
        Assert.Equal(1, outcome.Status);
    }

    [Fact]
    public void A_filter_may_leave_nothing_of_a_project()
    {
        _checkout.Report("A.Tests", status: 0, counters: null);

        var outcome = _checkout.Run("test", "--filter", "Order");

        Assert.Equal("3 passed, 0 failed", outcome.LastLine);
        Assert.Equal(0, outcome.Status);
    }

    [Fact]
    public void A_filter_reaches_the_runs()
    {
        _checkout.Run("test", "--filter", "Order of");

        Assert.Equal(2, _checkout.Calls.Count(call => call.StartsWith("test ", StringComparison.Ordinal) && call.EndsWith(" --filter Order of", StringComparison.Ordinal)));
    }

    [Fact]
    public void Accept_reaches_the_runs() => Assert.Equal(["accept=1", "accept=1"], Told("accept", _checkout.Run("test", "--accept")));

    [Fact]
    public void Without_accept_no_snapshot_is_accepted_whatever_the_caller_has_set()
    {
        _checkout.Environment["HODSL_ACCEPT"] = "1";

        Assert.Equal(["accept=", "accept="], Told("accept", _checkout.Run("test")));
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("3", "3")]
    public void Tests_compute_in_one_thread_each_unless_the_caller_wishes_otherwise(string? wish, string threads)
    {
        if (wish is not null) _checkout.Environment["OMP_NUM_THREADS"] = wish;

        Assert.Equal([$"threads={threads}", $"threads={threads}"], Told("threads", _checkout.Run("test")));
    }

    [Theory]
    [InlineData("--filter")]
    [InlineData("--acept")]
    public void Wrong_usage_runs_nothing(string option)
    {
        var outcome = _checkout.Run("test", option);

        Assert.Equal(2, outcome.Status);
        Assert.Empty(_checkout.Calls);
    }

    public void Dispose() => _checkout.Dispose();

    private static IEnumerable<string> Told(string name, Outcome outcome) => outcome.Output.Split('\n').Where(line => line.StartsWith($"{name}=", StringComparison.Ordinal));
}
