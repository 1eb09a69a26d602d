using System.IO.MemoryMappedFiles;
using System.Text;

namespace HoDsl.Bench.OperatorFuzz;

/// <summary>Where each thread is, in a file that outlives the process.</summary>
internal static class Progress
{
    private const int Length = 1024;

    [ThreadStatic]
    private static int ownPlace;

    private static int places;
    private static MemoryMappedViewAccessor? file;

    public static void Open(string path, int threads) =>
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, (threads + 1) * Length).CreateViewAccessor();

    public static void Note(string text)
    {
        if (ownPlace == 0)
            ownPlace = Interlocked.Increment(ref places);
        var bytes = new byte[Length];
        Encoding.UTF8.GetBytes(text.AsSpan(0, Math.Min(text.Length, Length / 2)), bytes);
        bytes[^1] = (byte)'\n';
        file?.WriteArray((ownPlace - 1) * Length, bytes, 0, Length);
    }

    public static IEnumerable<string> Read(string path) =>
        File.ReadAllText(path).Split('\n').Select(line => line.Trim('\0')).Where(line => line.Length > 0);
}
