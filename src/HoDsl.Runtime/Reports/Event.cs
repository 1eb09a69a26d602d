namespace HoDsl.Runtime.Reports;

/// <summary>TensorBoard's events, as Protocol Buffers. Source: tensorflow/core/util/event.proto and framework/summary.proto.</summary>
internal static class Event
{
    // Fields of Event; of SessionLog and its status START; of Summary; of Summary.Value.
    private const int WallTime = 1, Step = 2, FileVersion = 3, SummaryField = 5, SessionLog = 7;
    private const int Status = 1, StatusStart = 1;
    private const int SummaryValue = 1;
    private const int Tag = 1, SimpleValue = 2;

    /// <summary>The first event of every file.</summary>
    public static byte[] Version(DateTimeOffset time) => At(time).Text(FileVersion, "brain.Event:2").ToArray();

    /// <summary>Says that a training starts at a step: what earlier files have from there on is void.</summary>
    public static byte[] Start(DateTimeOffset time, long step) =>
        At(time).Number(Step, step).Message(SessionLog, new ProtoMessage().Number(Status, StatusStart)).ToArray();

    /// <summary>Values at a step.</summary>
    public static byte[] Scalars(DateTimeOffset time, long step, params IEnumerable<(string Tag, double Value)> scalars)
    {
        var summary = new ProtoMessage();
        foreach (var (tag, value) in scalars)
            summary.Message(SummaryValue, new ProtoMessage().Text(Tag, tag).Float(SimpleValue, (float)value));
        return At(time).Number(Step, step).Message(SummaryField, summary).ToArray();
    }

    private static ProtoMessage At(DateTimeOffset time) => new ProtoMessage().Double(WallTime, time.ToUnixTimeMilliseconds() / 1000.0);
}
