namespace HoDsl.Runtime.Data.Selecting;

/// <summary>Divides a set so that every class keeps its share in both parts.</summary>
internal static class ClassShares
{
    /// <summary>What images are drawn for: draws for different purposes are unrelated, even by one seed.</summary>
    /// <remarks>They are below 0: from 1 on the same places of a seed belong to the epochs of <see cref="Batches"/>.</remarks>
    public enum Purpose
    {
        Subset = -1,
        Validation = -2,
        Test = -3,
    }

    /// <summary>Draws images at random.</summary>
    /// <param name="images">The set.</param>
    /// <param name="count">How many images are drawn.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="seed">What the draws follow from.</param>
    /// <returns>The places of the images drawn and of the others, each in the order of the set.</returns>
    public static (int[] Drawn, int[] Others) Draw(ImageSet images, int count, Purpose purpose, long seed)
    {
        var classes = new List<int>[images.Classes.Count];
        for (var label = 0; label < classes.Length; label++)
            classes[label] = [];
        for (var image = 0; image < images.Count; image++)
            classes[images.Labels[image]].Add(image);

        var drawn = new bool[images.Count];
        var shares = Shares([.. classes.Select(members => members.Count)], count);
        for (var label = 0; label < classes.Length; label++)
        {
            foreach (var place in SplitMix64.At(seed, (long)purpose, label).Permutation(classes[label].Count).Take(shares[label]))
                drawn[classes[label][place]] = true;
        }
        var places = Enumerable.Range(0, images.Count).ToLookup(image => drawn[image]);
        return ([.. places[true]], [.. places[false]]);
    }

    // Rounded down at first; what is then left goes to the classes that lost most, of equal ones to the first.
    private static int[] Shares(int[] sizes, int count)
    {
        var total = sizes.Sum();
        if (total == 0)
            return sizes;
        var shares = sizes.Select(size => (int)((long)size * count / total)).ToArray();
        var lost = Enumerable.Range(0, sizes.Length).OrderByDescending(label => (long)sizes[label] * count % total);
        foreach (var label in lost.Take(count - shares.Sum()))
            shares[label]++;
        return shares;
    }
}
