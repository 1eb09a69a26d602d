namespace HoDsl.Torch.Dispatch;

/// <summary>What an argument or a result of an operator is. The numbers are those of native/hodsl_torch.h.</summary>
internal enum Kind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    OptionalTensorList = 7,
    String = 8,
    Device = 9,
    Generator = 10,
}
