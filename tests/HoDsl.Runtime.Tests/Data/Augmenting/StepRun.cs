using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;

namespace HoDsl.Runtime.Tests.Data.Augmenting;

/// <summary>What a step makes of one image.</summary>
internal sealed class StepRun
{
    private readonly ImageSet _images;
    private readonly ImageStep _step;
    private readonly Canvas _canvas;

    public StepRun(AugmentationStep step, ImageSet images)
    {
        (_images, _canvas) = (images, new Canvas(images.Shape));
        _step = step.For(images.Shape, images.Statistics);
    }

    /// <summary>The first image after the step, drawn by a generator of its own.</summary>
    public byte[] Draw(long seed)
    {
        var random = SplitMix64.At(seed, 0, 0);
        _images.Pixels(0).CopyTo(_canvas.Pixels);
        _step(ref random, _canvas);
        return _canvas.Pixels.ToArray();
    }

    /// <summary>How many bytes of managed memory it takes to change the first image that often.</summary>
    public long BytesTaken(int times)
    {
        // What an operation makes at its first use is not the images'.
        Change(times);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Change(times);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Change(int times)
    {
        for (var seed = 0; seed < times; seed++)
        {
            var random = SplitMix64.At(seed, 0, 0);
            _images.Pixels(0).CopyTo(_canvas.Pixels);
            _step(ref random, _canvas);
        }
    }

    /// <summary>Asserts that the step gives just the expected images, each of them equally often.</summary>
    public void AssertEquallyLikely(IReadOnlyList<byte[]> expected, int drawsOfEach = 300)
    {
        var places = expected.Select((image, place) => (Convert.ToHexString(image), place)).ToDictionary();
        var counts = new int[expected.Count];
        for (var seed = 0; seed < expected.Count * drawsOfEach; seed++)
            counts[places[Convert.ToHexString(Draw(seed))]]++;
        Frequencies.AssertEqual(counts);
    }
}
