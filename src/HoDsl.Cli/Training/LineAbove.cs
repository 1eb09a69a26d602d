using Spectre.Console.Rendering;

namespace HoDsl.Cli.Training;

/// <summary>A line that is written above a live display, in whose place it begins: what stood there is erased, however many rows of the terminal the line takes.</summary>
internal sealed class LineAbove(string text) : Renderable
{
    private const string EraseBelow = "\e[0J";

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [Segment.Control(EraseBelow), new Segment(text), Segment.LineBreak];
}
