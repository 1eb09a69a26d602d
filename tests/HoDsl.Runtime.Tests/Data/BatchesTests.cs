using System.Diagnostics;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Data;

public sealed class BatchesTests
{
    private const int Count = 37;

    private static readonly ImageSet Set = Images.Random(Count, 3, 8, 6);

    [Fact]
    public void Evaluation_yields_all_images_in_order_normalised()
    {
        var (images, labels) = Collect(Batches.ForEvaluation(Set, Set.Statistics, 10).Once());

        Assert.Equal(Set.Labels.ToArray().Select(label => (long)label), labels);
        for (var image = 0; image < Count; image++)
            AssertImage(Set.Pixels(image).ToArray(), images[image]);
    }

    [Fact]
    public void Batches_to_learn_from_are_asked_for_by_epochs() =>
        Assert.Contains("other ones in every epoch", Assert.Throws<InvalidOperationException>(() => Training(10, Augmentation.None).Once()).Message);

    [Fact]
    public void Batches_have_the_size_asked_for_and_the_last_has_the_rest()
    {
        var batches = Batches.ForEvaluation(Set, Set.Statistics, 10);

        var shapes = batches.Once().Select(batch => (batch.Images.shape, batch.Labels.shape, batch.Images.dtype, batch.Labels.dtype)).ToList();

        Assert.Equal((4, Count), (batches.Count, batches.Images));
        Assert.Equal(4, shapes.Count);
        Assert.Equal([10, 10, 10, 7], shapes.Select(shape => shape.Item1[0]));
        Assert.All(shapes, shape =>
        {
            Assert.Equal([3, 8, 6], shape.Item1[1..]);
            Assert.Equal([shape.Item1[0]], shape.Item2);
            Assert.Equal((ScalarType.Float32, ScalarType.Int64), (shape.Item3, shape.Item4));
        });
    }

    [Fact]
    public void A_training_epoch_yields_every_image_once_in_an_order_of_its_own()
    {
        var orders = new List<int[]>();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var order = OrderOf(Training(10, Augmentation.None).Epoch(epoch));
            Assert.Equal(Enumerable.Range(0, Count), order.Order());
            Assert.All(orders, earlier => Assert.NotEqual(earlier, order));
            orders.Add(order);
        }
    }

    [Fact]
    public void Labels_stay_with_their_images()
    {
        var (images, labels) = Collect(Training(10, Augmentation.None).Epoch(4));

        for (var place = 0; place < Count; place++)
            Assert.Equal(Set.Labels[IndexOf(images[place])], labels[place]);
    }

    [Fact]
    public void Augmented_images_are_what_the_steps_make_of_them_by_the_draws_of_their_own_generator()
    {
        var order = OrderOf(Training(10, Augmentation.None).Epoch(2));
        var (images, _) = Collect(Training(10, Everything).Epoch(2));
        var canvas = new Canvas(Set.Shape);
        for (var place = 0; place < Count; place++)
        {
            var random = SplitMix64.At(Seed, 2, order[place]);
            Set.Pixels(order[place]).CopyTo(canvas.Pixels);
            foreach (var step in Everything.Steps)
                step.For(Set.Shape, Set.Statistics)(ref random, canvas);
            AssertImage(canvas.Pixels.ToArray(), images[place]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Batches_do_not_depend_on_the_number_of_threads(int threads)
    {
        var batches = Batches.ForTraining(Set, Set.Statistics, 5, Everything, Seed, threads);
        var alone = Training(5, Everything);
        for (var epoch = 0; epoch < 4; epoch++)
        {
            // The first one is sometimes another, as when a run goes on.
            var (expectedImages, expectedLabels) = Collect(alone.Epoch(epoch, first: epoch));
            var (images, labels) = Collect(batches.Epoch(epoch, first: epoch));
            Assert.Equal(expectedImages, images);
            Assert.Equal(expectedLabels, labels);
        }
    }

    [Fact]
    public void Each_batch_has_a_generator_that_serves_nothing_else()
    {
        var batches = Training(1, Augmentation.None);
        var draws = new HashSet<ulong>();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            for (var place = -1; place < Count; place++)
                Assert.True(draws.Add(SplitMix64.At(Seed, epoch, place).Next()));
            for (var batch = 0; batch < batches.Count; batch++)
                Assert.True(draws.Add(batches.DrawsOf(epoch, batch).Next()));
        }
        Assert.Equal(batches.DrawsOf(1, 2), Training(1, Everything).DrawsOf(1, 2));
        Assert.Throws<InvalidOperationException>(() => Batches.ForEvaluation(Set, Set.Statistics, 1).DrawsOf(0, 0));
    }

    [Fact]
    public void Waiting_for_batches_is_counted_and_what_their_user_does_meanwhile_is_not()
    {
        var batches = Training(1, Everything);
        Assert.Equal(TimeSpan.Zero, batches.Waited);
        var (whole, used) = (Stopwatch.StartNew(), new Stopwatch());
        foreach (var _ in batches.Epoch(1))
        {
            used.Start();
            Thread.SpinWait(10_000);
            used.Stop();
        }

        Assert.InRange(batches.Waited, TimeSpan.FromTicks(1), whole.Elapsed - used.Elapsed);
    }

    [Fact]
    public void Images_do_not_depend_on_the_size_of_the_batches()
    {
        var (expected, _) = Collect(Training(10, Augmentation.CropAndFlip).Epoch(1));

        foreach (var size in new[] { 1, 8, Count, 100 })
            Assert.Equal(expected, Collect(Training(size, Augmentation.CropAndFlip).Epoch(1)).Images);
    }

    [Fact]
    public void Epochs_do_not_depend_on_each_other_nor_on_being_left_early()
    {
        var (expected, _) = Collect(Training(10, Augmentation.CropAndFlip).Epoch(3));
        var batches = Training(10, Augmentation.CropAndFlip);
        foreach (var _ in batches.Epoch(0))
            break;
        Collect(batches.Epoch(7));

        Assert.Equal(expected, Collect(batches.Epoch(3)).Images);
    }

    [Fact]
    public void Epochs_taken_at_once_by_several_threads_are_the_same()
    {
        var batches = Training(5, Augmentation.CropAndFlip);
        var expected = Enumerable.Range(0, 8).Select(epoch => Collect(batches.Epoch(epoch)).Images).ToList();
        var found = new List<float[]>[8];

        Parallel.For(0, 8, epoch => found[epoch] = Collect(batches.Epoch(epoch)).Images);

        for (var epoch = 0; epoch < 8; epoch++)
            Assert.Equal(expected[epoch], found[epoch]);
    }

    [Fact]
    public void Another_seed_gives_another_order_and_other_windows()
    {
        var (one, _) = Collect(Training(10, Augmentation.CropAndFlip).Epoch(0));
        var (other, _) = Collect(Batches.ForTraining(Set, Set.Statistics, 10, Augmentation.CropAndFlip, Seed + 1).Epoch(0));

        Assert.NotEqual(one, other);
    }

    [Fact]
    public void An_epoch_can_begin_with_any_batch()
    {
        var batches = Training(10, Augmentation.CropAndFlip);
        var (all, _) = Collect(batches.Epoch(2));

        for (var first = 0; first <= batches.Count; first++)
            Assert.Equal(all.Skip(10 * first), Collect(batches.Epoch(2, first)).Images);
    }

    [Fact]
    public void A_batch_keeps_its_pixels_while_the_next_ones_are_made()
    {
        var (expected, _) = Collect(Training(2, Augmentation.CropAndFlip).Epoch(0));
        var place = 0;
        foreach (var (images, _) in Training(2, Augmentation.CropAndFlip).Epoch(0))
        {
            // Enough spare time for the background thread to write whatever it can reach.
            Collect(Training(2, Augmentation.CropAndFlip).Epoch(1));
            foreach (var image in Rows(images))
                Assert.Equal(expected[place++], image);
        }
    }

    private const long Seed = 42;

    private static readonly Augmentation Everything = Augmentation.TryParse("crop+flip+autoaugment+cutout:3")!;

    private static Batches Training(int size, Augmentation augmentation) => Batches.ForTraining(Set, Set.Statistics, size, augmentation, Seed);

    private static (List<float[]> Images, List<long> Labels) Collect(IEnumerable<(Tensor Images, Tensor Labels)> epoch)
    {
        var (allImages, allLabels) = (new List<float[]>(), new List<long>());
        foreach (var (images, labels) in epoch)
        {
            allImages.AddRange(Rows(images));
            allLabels.AddRange(labels.data<long>().ToArray());
        }
        return (allImages, allLabels);
    }

    private static IEnumerable<float[]> Rows(Tensor images) => images.data<float>().ToArray().Chunk(Set.PixelsPerImage);

    private static int[] OrderOf(IEnumerable<(Tensor Images, Tensor Labels)> epoch) => [.. Collect(epoch).Images.Select(IndexOf)];

    // Images of random pixels differ from each other in their first ones.
    private static int IndexOf(float[] normalised) =>
        Enumerable.Range(0, Count).Single(image => Normalised(Set.Pixels(image).ToArray()).Take(12).SequenceEqual(normalised.Take(12)));

    private static void AssertImage(byte[] pixels, float[] normalised) => Assert.Equal(Normalised(pixels), normalised);

    private static float[] Normalised(byte[] pixels)
    {
        var area = pixels.Length / 3;
        return [.. pixels.Select((level, i) => (float)((level / 255.0 - Set.Statistics.Mean[i / area]) / Set.Statistics.Deviation[i / area]))];
    }
}
