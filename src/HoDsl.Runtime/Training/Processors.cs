using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>How many threads compute.</summary>
public static class Processors
{
    private const string Wish = "OMP_NUM_THREADS";

    /// <summary>Has every processor compute, unless OMP_NUM_THREADS wishes otherwise: left alone, libtorch counts only one on some virtual machines.</summary>
    public static void UseAll()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Wish)))
            set_num_threads(Environment.ProcessorCount);
    }

    /// <summary>Has so many threads compute: as many as a run that is to be repeated bit for bit, whatever OMP_NUM_THREADS wishes.</summary>
    public static void Use(int threads) => set_num_threads(threads);
}
