using System.Buffers.Binary;
using System.Text;

namespace HoDsl.Runtime.Reports;

/// <summary>A message in the wire format of Protocol Buffers, field by field. Source: protobuf.dev/programming-guides/encoding.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;
    private const int TypeBits = 3, VarintBits = 7;

    private readonly MemoryStream _bytes = new();

    /// <summary>Adds a whole number.</summary>
    public ProtoMessage Number(int field, long value)
    {
        WriteKey(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    /// <summary>Adds a number of double precision.</summary>
    public ProtoMessage Double(int field, double value)
    {
        WriteKey(field, Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Adds a number of single precision.</summary>
    public ProtoMessage Float(int field, float value)
    {
        WriteKey(field, Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public ProtoMessage Text(int field, string text) => Block(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a message within this one.</summary>
    public ProtoMessage Message(int field, ProtoMessage message) => Block(field, message.ToArray());

    /// <summary>The bytes.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    private ProtoMessage Block(int field, byte[] bytes)
    {
        WriteKey(field, Bytes);
        WriteVarint((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void WriteKey(int field, int type) => WriteVarint(((ulong)field << TypeBits) | (uint)type);

    // Seven bits a byte, the lowest first; the highest bit says that another byte follows.
    private void WriteVarint(ulong value)
    {
        for (; value >= 1 << VarintBits; value >>= VarintBits) _bytes.WriteByte((byte)(value | (1 << VarintBits)));
        _bytes.WriteByte((byte)value);
    }
}
