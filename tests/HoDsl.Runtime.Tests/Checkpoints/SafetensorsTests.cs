using System.Buffers.Binary;
using System.Text;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly string _file;

    public SafetensorsTests() => _file = _folder["t.safetensors"];

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Tensors_of_every_type_and_shape_come_back_bit_for_bit()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["single"] = randn(2, 3, 4),
            ["double"] = randn(5, dtype: ScalarType.Float64),
            ["brain"] = randn(3, 2).to_type(ScalarType.BFloat16),
            ["half"] = randn(3, 2).to_type(ScalarType.Float16),
            ["mask"] = tensor(new long[] { 1, 0, 1 }).to_type(ScalarType.Bool),
            ["short"] = tensor(new long[] { -3, 0, int.MaxValue }).to_type(ScalarType.Int32),
            ["shorter"] = tensor(new long[] { -3, 0, 300 }).to_type(ScalarType.Int16),
            ["shortest"] = tensor(new long[] { -3, 0, 127 }).to_type(ScalarType.Int8),
            ["byte"] = tensor(new long[] { 3, 0, 255 }).to_type(ScalarType.Byte),
            ["whole"] = tensor(new long[] { long.MinValue, 0, long.MaxValue }),
            ["scalar"] = tensor(7L),
            ["empty"] = zeros(0, 4),
            ["transposed"] = randn(3, 5).t(),
        };
        Safetensors.Write(_file, tensors, new Dictionary<string, string> { ["made by"] = "a test" });
        var read = Safetensors.Read(_file);
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        foreach (var (name, expected) in tensors)
        {
            Assert.Equal(expected.dtype, read[name].dtype);
            Assert.Equal(expected.shape, read[name].shape);
            Assert.Equal(TensorBytes.Of(expected), TensorBytes.Of(read[name]));
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        Safetensors.Write(_file, new Dictionary<string, Tensor> { ["b"] = tensor(2L), ["a"] = tensor(new[] { 1f, -0.5f }) });
        const string header = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] expected = [(byte)padded.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(padded), 0, 0, 0x80, 0x3f, 0, 0, 0, 0xbf, 2, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expected, File.ReadAllBytes(_file));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused_in_one_sentence()
    {
        var whole = WriteSample();
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_file, whole[..length]);
            AssertRefused();
        }

        File.WriteAllBytes(_file, [.. whole, 0]);
        AssertRefused();
    }

    [Fact]
    public void A_header_with_any_bit_turned_is_refused_or_read_but_never_crashes()
    {
        var whole = WriteSample();
        var headerEnd = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        for (var bit = 0; bit < 8 * headerEnd; bit++)
        {
            var broken = (byte[])whole.Clone();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_file, broken);
            try
            {
                foreach (var tensor in Safetensors.Read(_file).Values) tensor.Dispose();
            }
            catch (UserException fault)
            {
                AssertOneSentence(fault.Message);
            }
        }
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""")]
    public void A_header_that_does_not_add_up_is_refused(string header)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        File.WriteAllBytes(_file, [.. length, .. Encoding.ASCII.GetBytes(header), .. new byte[4]]);
        AssertRefused();
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var fault = Assert.Throws<UserException>(() => Safetensors.Read(_file));
        Assert.Equal($"Cannot read {_file}: there is no such file or folder.", fault.Message);
    }

    private byte[] WriteSample()
    {
        Safetensors.Write(_file, new Dictionary<string, Tensor> { ["weight"] = randn(2, 2), ["steps"] = tensor(3L) });
        return File.ReadAllBytes(_file);
    }

    private void AssertRefused() => AssertOneSentence(Assert.Throws<UserException>(() => Safetensors.Read(_file)).Message);

    private void AssertOneSentence(string message)
    {
        Assert.StartsWith(_file, message);
        Assert.EndsWith(".", message);
        Assert.DoesNotContain('\n', message);
    }
}
