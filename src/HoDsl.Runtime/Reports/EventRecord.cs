using System.Buffers.Binary;
using System.Numerics;

namespace HoDsl.Runtime.Reports;

/// <summary>The framing of TFRecord files: length, its checksum, the bytes, their checksum. Source: tensorflow/core/lib/io/record_writer.h.</summary>
internal static class EventRecord
{
    // A checksum of bytes that hold checksums tells little; so the format turns and shifts each.
    private const uint MaskDelta = 0xa282ead8;
    private const int MaskTurn = 15;

    /// <summary>Writes one record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> message)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], MaskedCrc(head[..sizeof(ulong)]));
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedCrc(message));
        stream.Write(head);
        stream.Write(message);
        stream.Write(tail);
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, MaskTurn) + MaskDelta;
    }
}
