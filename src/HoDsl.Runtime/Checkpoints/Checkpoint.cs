using System.Text.Json;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>All that a training needs to go on from one moment as if it had never stopped: one safetensors file, where it stands as JSON within.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Tensors">Weights, statistics, the optimizer's state, averages, random states.</param>
internal sealed record Checkpoint(TrainingPosition Position, IReadOnlyDictionary<string, Tensor> Tensors)
{
    private const string FormKey = "hodsl_checkpoint", Form = "2", RunKey = "run", PositionKey = "position";

    /// <summary>The tensors whose names begin with a word, by the rest of their names.</summary>
    public Dictionary<string, Tensor> Part(string word) => Tensors
        .Where(entry => entry.Key.StartsWith($"{word}.", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[(word.Length + 1)..], entry => entry.Value);

    /// <summary>Writes the checkpoint, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">Which run it is of: see <see cref="RunFolder"/>.</param>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public void Save(string path, string run) => Safetensors.Write(path, Tensors, new Dictionary<string, string>
    {
        [FormKey] = Form,
        [RunKey] = run,
        [PositionKey] = JsonSerializer.Serialize(Position, JsonForms.Default.TrainingPosition),
    });

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="UserException">The file is cut, foreign, or of another form or run.</exception>
    public static Checkpoint Load(string path, string run)
    {
        var (tensors, metadata) = Safetensors.ReadAll(path);
        if (!metadata.TryGetValue(FormKey, out var form) || !metadata.TryGetValue(PositionKey, out var position))
            throw new UserException($"{path} is not a checkpoint of a training: it does not say where the training stands.");
        if (form != Form)
            throw new UserException($"{path} is a checkpoint of form {form}, and this version of HoDsl reads form {Form}.");
        if (metadata.GetValueOrDefault(RunKey) != run)
            throw new UserException($"{path} is a checkpoint of another run: that one's run.json says something else.");
        try
        {
            return new(JsonSerializer.Deserialize(position, JsonForms.Default.TrainingPosition) ?? throw new JsonException("it is empty"), tensors);
        }
        catch (JsonException fault)
        {
            throw new UserException($"{path} does not say where its training stands: {JsonForms.Reason(fault)}", fault);
        }
    }
}
