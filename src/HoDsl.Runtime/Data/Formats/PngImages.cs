using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data.Png;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>Collects the PNG images of class folders into one set.</summary>
/// <param name="remedy">What to do if a file is broken, as the end of a sentence.</param>
internal sealed class PngImages(string remedy)
{
    private readonly List<PngImage> _images = [];
    private readonly List<byte> _labels = [];

    /// <summary>How many images there are so far.</summary>
    public int Count => _images.Count;

    /// <summary>Whether a file is a PNG image, by its name.</summary>
    public static bool IsPng(string path) => Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the images of all classes.</summary>
    /// <param name="folder">The folder with one folder a class.</param>
    /// <param name="classes">The names of the folders; a label is an index into them.</param>
    /// <param name="mayLack">Whether a class may have no folder.</param>
    public void Add(string folder, IReadOnlyList<string> classes, bool mayLack = false)
    {
        for (var label = 0; label < classes.Count; label++)
        {
            var holder = Path.Combine(folder, classes[label]);
            if (mayLack && !Directory.Exists(holder))
                continue;
            var files = FilesOf(holder);
            if (files.Count == 0)
                throw new UserException($"The folder {holder} holds no images: remove it, or put the class's images there.");
            foreach (var file in files)
                Add(DataFile.Read(file, remedy), (byte)label);
        }
    }

    /// <summary>The images as a set: in colours if any of them is.</summary>
    public ImageSet ToSet(IReadOnlyList<string> classes)
    {
        var first = _images[0];
        var shape = new MapShape(_images.Max(image => image.Channels), first.Height, first.Width);
        var length = (int)(shape.Channels * shape.Height * shape.Width);
        if ((long)length * Count > Array.MaxLength)
            throw new UserException($"{Count} images of {shape} are too many to be held: leave some out, or make them smaller.");
        var pixels = new byte[length * Count];
        for (var image = 0; image < Count; image++)
            _images[image].CopyPlanes(pixels.AsSpan(image * length, length));
        return new(pixels, [.. _labels], shape, classes);
    }

    private void Add(DataFile file, byte label)
    {
        var image = PngReader.Read(file);
        if (Count > 0 && (image.Width, image.Height) != (_images[0].Width, _images[0].Height))
        {
            throw file.Unsuitable(
                $"is an image of {image.Width} x {image.Height} pixels, those before it have {_images[0].Width} x {_images[0].Height}", "scale the images to one size");
        }
        _images.Add(image);
        _labels.Add(label);
    }

    private static List<string> FilesOf(string folder)
    {
        List<string> files = [.. FileFaults.Reading(folder, () => Directory.GetFiles(folder)).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)];
        return files.Find(file => !IsPng(file)) is { } other
            ? throw new UserException($"The file {other} is no PNG image, and only those are read: convert or remove it.")
            : files;
    }
}
