using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>What becomes of a training whose loss is no longer a finite number.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DivergencePolicy>))]
public enum DivergencePolicy
{
    /// <summary>It ends with a <see cref="DivergenceException"/>.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,

    /// <summary>It goes on, for studies of where training diverges.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,
}
