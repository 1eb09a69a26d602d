namespace HoDsl.Snapshots.Tests.StandIn;

public class SnapshotTests
{
    [Fact]
    public void Sources_come_in_the_order_of_their_hint_names_under_a_line_that_names_them()
    {
        var snapshots = Snapshot.AllOf(TwoFileGenerator.Run(reports: false));

        Assert.Equal(["Schemes.One.g", "Schemes.Two.g"], snapshots.Select(snapshot => snapshot.Name));
        Assert.All(snapshots, snapshot => Assert.Equal("cs", snapshot.Extension));
        Assert.Equal("//HintName: Schemes.One.g.cs\nclass One;", snapshots[0].Text);
    }

    [Fact]
    public void Diagnostics_come_as_text_with_zero_based_positions_and_backslashes()
    {
        var diagnostics = Snapshot.AllOf(TwoFileGenerator.Run(reports: true))[0];

        Assert.Null(diagnostics.Name);
        Assert.Equal("txt", diagnostics.Extension);
        Assert.Equal(
            """
            {
              Diagnostics: [
                {
                  Location: schemes\two.tableau: (2,1)-(2,5),
                  Message: node c2 is not the sum of its row,
                  Severity: Error,
                  Descriptor: {
                    Id: T001,
                    Title: A title,
                    HelpLink: https://example.org/T001,
                    MessageFormat: node {0} is not the sum of its row,
                    Category: Language,
                    DefaultSeverity: Error,
                    IsEnabledByDefault: true
                  }
                }
              ]
            }
            """,
            diagnostics.Text);
    }

    [Fact]
    public void Other_objects_are_refused_instead_of_being_kept_in_a_form_of_their_own() =>
        Assert.Throws<NotSupportedException>(() => Snapshot.AllOf(new { Stages = 4 }));
}
