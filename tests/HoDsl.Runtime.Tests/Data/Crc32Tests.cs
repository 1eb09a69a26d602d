using HoDsl.Runtime.Data.Png;

namespace HoDsl.Runtime.Tests.Data;

public sealed class Crc32Tests
{
    [Fact]
    public void Gives_the_published_check_value() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));
}
