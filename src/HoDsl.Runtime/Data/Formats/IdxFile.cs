using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>Reads the IDX files of the MNIST family: a magic number, the dimensions, then bytes; all numbers big-endian.</summary>
/// <remarks>LeCun, Cortes, Burges, "The MNIST database of handwritten digits".</remarks>
internal static class IdxFile
{
    private const int LabelsMagic = 0x0801;
    private const int ImagesMagic = 0x0803;
    private const int LabelsHeader = 8;
    private const int ImagesHeader = 16;

    /// <summary>Reads greyscale images.</summary>
    public static (byte[] Pixels, MapShape Shape, int Count) ReadImages(DataFile file)
    {
        ExpectMagic(file, ImagesMagic, "images");
        var (count, height, width) = (ReadDimension(file, 4), ReadDimension(file, 8), ReadDimension(file, 12));
        var length = ImagesHeader + (Int128)count * height * width;
        if (length > Array.MaxLength)
            throw file.Broken(4, $"{count} images of {height} x {width} pixels are too many to be held");
        file.ExpectLength((long)length);
        return (file.Bytes[ImagesHeader..], new MapShape(1, height, width), count);
    }

    /// <summary>Reads the labels of as many images.</summary>
    /// <param name="file">The file.</param>
    /// <param name="images">How many images there are.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="unless">What would make them more, as the end of a sentence.</param>
    public static byte[] ReadLabels(DataFile file, int images, int classes, string unless)
    {
        ExpectMagic(file, LabelsMagic, "labels");
        var count = ReadDimension(file, 4);
        if (count != images)
            throw file.Broken(4, $"it holds {count} labels for {images} images");
        file.ExpectLength(LabelsHeader + count);
        for (var offset = LabelsHeader; offset < file.Bytes.Length; offset++)
            file.ExpectLabel(offset, classes, unless);
        return file.Bytes[LabelsHeader..];
    }

    private static void ExpectMagic(DataFile file, int magic, string what)
    {
        var found = file.ReadInt32(0);
        if (found != magic)
            throw file.Broken(0, $"IDX files of {what} begin with the number {magic:X8}, this one begins with {found:X8}");
    }

    private static int ReadDimension(DataFile file, int offset)
    {
        var dimension = file.ReadInt32(offset);
        return dimension > 0 ? dimension : throw file.Broken(offset, $"the dimension {dimension} stands there, which must be at least 1");
    }
}
