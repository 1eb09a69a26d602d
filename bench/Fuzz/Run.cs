using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace HoDsl.Bench.Fuzz;

/// <summary>Runs cases on several threads, and watches that each ends in time.</summary>
internal sealed class Run(Options options)
{
    private const int MostFailures = 20;

    // Of the processor's time: on a busy machine a case may wait for long. One that waits for ever takes none, and is told by how often it was looked at.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private const int LooksLimit = 3_000;

    private readonly long _count = options.Index is null ? options.Count : 1;
    private readonly Slot[] _slots = [.. Enumerable.Range(0, options.Index is null ? options.Workers : 1).Select(_ => new Slot())];
    private readonly MemoryMappedFile? _progress = options.Progress is { } file ? MemoryMappedFile.CreateFromFile(file) : null;
    private readonly List<(TimeSpan Time, long Index)> _slowest = [];
    private long _next = options.From - 1;
    private long _done;
    private long _compiled;
    private int _failures;

    /// <summary>Runs them; the exit code.</summary>
    public int Execute()
    {
        var clock = Stopwatch.StartNew();
        var threads = _slots.Select((slot, worker) => new Thread(() => Work(slot, worker))).ToList();
        threads.ForEach(thread => thread.Start());
        for (var (ticks, finished) = (1, false); !finished; ticks++)
        {
            finished = threads.TrueForAll(thread => thread.Join(TimeSpan.FromMilliseconds(100)));
            foreach (var slot in _slots)
                Watch(slot);
            if (ticks % 100 == 0)
                Console.WriteLine(Summary(clock.Elapsed));
        }
        Console.WriteLine(Summary(clock.Elapsed));
        Console.WriteLine("slowest: " + string.Join(", ", _slowest.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Index} ({one.Time.TotalSeconds:F2} s)"))));
        return _failures == 0 ? 0 : 1;
    }

    /// <summary>Says what failed, and keeps the texts.</summary>
    public static void Report(Options options, long index, string fault)
    {
        var folder = Path.Combine(options.Save, $"{options.Seed}-{index}");
        Directory.CreateDirectory(folder);
        foreach (var file in Case.Of(options.Seed, index).Files)
            File.WriteAllText(Path.Combine(folder, file.Path), file.Text);
        File.WriteAllText(Path.Combine(folder, "fault.txt"), fault + "\n");
        Console.WriteLine($"FAILED --seed {options.Seed} --index {index}, saved in {folder}: {fault}");
    }

    private void Work(Slot slot, int worker)
    {
        using var progress = _progress?.CreateViewAccessor();
        while (Interlocked.Increment(ref _next) is var turn && turn < options.From + _count && _failures < MostFailures)
        {
            var index = options.Index ?? turn;
            progress?.Write(worker * sizeof(long), index);
            var files = Case.Of(options.Seed, index).Files;
            slot.Begin(index); // making a case may take longer than compiling it
            var trial = Trial.Of(files, () => Interlocked.Increment(ref _compiled) % options.Bind == 0 || options.Index is not null);
            var time = slot.End();
            Interlocked.Increment(ref _done);
            lock (_slowest)
            {
                _slowest.Add((time, index));
                _slowest.Sort((one, other) => other.Time.CompareTo(one.Time));
                _slowest.RemoveRange(Math.Min(5, _slowest.Count - 1), Math.Max(0, _slowest.Count - 5));
                if (trial.Fault is { } fault)
                    Fail(index, fault);
            }
        }
        progress?.Write(worker * sizeof(long), -1L);
    }

    // A thread that does not end cannot be stopped, so the run ends with it.
    private void Watch(Slot slot)
    {
        if (slot.Look() is not { } current || (current.Processor < TimeLimit && current.Looks < LooksLimit))
            return;
        Fail(current.Index, $"no end after {current.Processor.TotalSeconds:F0} s of the processor");
        Environment.Exit(1);
    }

    private void Fail(long index, string fault)
    {
        _failures++;
        Report(options, index, fault);
    }

    private string Summary(TimeSpan time) => string.Create(CultureInfo.InvariantCulture,
        $"seed {options.Seed}: {_done} of {_count} cases, {_compiled} with code, {_failures} failed, {_done / time.TotalSeconds:F0} a second");

    /// <summary>The case that a thread is at.</summary>
    private sealed class Slot
    {
        private readonly Lock _lock = new();
        private (long Index, long Since, TimeSpan Processor)? _current;
        private int _looks;

        /// <summary>The case, how much of the processor's time all threads have taken since it began, and how often it was looked at.</summary>
        public (long Index, TimeSpan Processor, int Looks)? Look()
        {
            lock (_lock)
                return _current is var (index, _, processor) ? (index, Environment.CpuUsage.TotalTime - processor, ++_looks) : null;
        }

        public void Begin(long index)
        {
            lock (_lock)
                (_current, _looks) = ((index, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime), 0);
        }

        public TimeSpan End()
        {
            lock (_lock)
            {
                var time = Stopwatch.GetElapsedTime(_current!.Value.Since);
                _current = null;
                return time;
            }
        }
    }
}
