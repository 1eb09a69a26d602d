using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>Which parameters the weight decay pulls to zero.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Decayed>))]
public enum Decayed
{
    /// <summary>Every parameter.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Kernels and matrices only: neither biases, nor scales and shifts of norms, nor the numbers that blocks learn.</summary>
    [JsonStringEnumMemberName("weights")]
    Weights,
}
