using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>In which numbers a network computes; its weights and the optimizer's state are single precision in all.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Precision>))]
public enum Precision
{
    /// <summary>Single precision throughout.</summary>
    [JsonStringEnumMemberName("fp32")]
    Float32,

    /// <summary>Convolutions and what lies between them in bfloat16, by autocast; losses in single precision.</summary>
    [JsonStringEnumMemberName("bf16")]
    BFloat16,

    /// <summary>The same in half precision, with losses scaled so that no gradient vanishes; on a GPU only.</summary>
    [JsonStringEnumMemberName("fp16")]
    Float16,
}
