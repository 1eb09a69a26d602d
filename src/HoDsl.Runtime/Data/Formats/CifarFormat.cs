using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>The binary files of CIFAR: records of the labels and 3072 pixels, red, green, blue, each 32 x 32.</summary>
internal sealed class CifarFormat(CifarLayout layout) : DataFormat
{
    private static readonly MapShape Shape = new(3, 32, 32);

    /// <inheritdoc/>
    public override string Description => $"{layout.Title}'s binary files {string.Join(", ", layout.Training.Select(file => file.Name))} and {layout.Test.Name}";

    /// <inheritdoc/>
    public override bool Recognises(string folder) => HoldsAny(folder) || HoldsAny(Path.Combine(folder, layout.ArchiveFolder));

    /// <inheritdoc/>
    public override DataSet Read(DataPlace place)
    {
        var inside = place with { Folder = HoldsAny(place.Folder) ? place.Folder : Path.Combine(place.Folder, layout.ArchiveFolder) };
        return new(place.Name, ReadSet(inside, layout.Training), ReadSet(inside, [layout.Test]));
    }

    private bool HoldsAny(string folder) => layout.Files.Any(file => File.Exists(Path.Combine(folder, file.Name)));

    private ImageSet ReadSet(DataPlace place, IReadOnlyList<CifarFile> files)
    {
        var labels = new byte[files.Sum(file => file.Records)];
        var pixels = new byte[labels.Length * CifarLayout.PixelsPerImage];
        var first = 0;
        foreach (var (name, records) in files)
        {
            var content = DataFile.Read(Path.Combine(place.Folder, name), place.Remedy);
            content.ExpectLength((long)records * layout.RecordLength);
            CopyRecords(content, labels.AsSpan(first, records), pixels.AsSpan(first * CifarLayout.PixelsPerImage));
            first += records;
        }
        return new(pixels, labels, Shape, place.Classes ?? layout.Classes);
    }

    private void CopyRecords(DataFile content, Span<byte> labels, Span<byte> pixels)
    {
        for (var record = 0; record < labels.Length; record++)
        {
            var offset = record * layout.RecordLength;
            for (var label = 0; label < layout.LabelBytes.Count; label++)
                content.ExpectLabel(offset + label, layout.LabelBytes[label]);
            var begin = offset + layout.LabelBytes.Count;
            labels[record] = content.Bytes[begin - 1];
            content.Bytes.AsSpan(begin, CifarLayout.PixelsPerImage).CopyTo(pixels[(record * CifarLayout.PixelsPerImage)..]);
        }
    }
}
