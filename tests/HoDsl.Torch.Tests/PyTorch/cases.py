"""Writes what PyTorch computes for the cases that the tests repeat through the binding: python3 cases.py OUTPUT.json"""

import json
import math
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F


def tensor_of(size, seed, dtype, positive=False):
    generator = torch.Generator().manual_seed(seed)
    values = torch.randn(size, generator=generator, dtype=torch.float64)
    return (values.abs() + 0.5 if positive else values).to(dtype)


def number(value):
    """JSON has no NaN and no infinity; C# reads these words."""
    return float(value) if math.isfinite(value) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")


def written(tensor, dtype=None):
    """A tensor in JSON, under its own type or under that which it stands for."""
    return {
        "shape": list(tensor.shape),
        "dtype": str(dtype or tensor.dtype).removeprefix("torch."),
        "data": [number(value) for value in tensor.detach().contiguous().flatten().tolist()],
    }


def weights_like(tensor, dtype=None):
    """Any weights that are not all the same, so that a gradient shows every element; rounded to a type, or to the tensor's."""
    count = tensor.numel()
    return torch.tensor([math.cos(i) + 1.5 for i in range(count)], dtype=dtype or tensor.dtype).to(tensor.dtype).reshape(tensor.shape)


# name: (function, sizes of its inputs, whether they are positive)
OPERATORS = {
    "add": (lambda a, b: a + b, [(2, 3), (3,)], False),
    "add_alpha": (lambda a, b: a.add(b, alpha=0.75), [(2, 3), (2, 3)], False),
    "add_number": (lambda a: a + 2.5, [(2, 3)], False),
    "add_in_place": (lambda a, b: a.clone().add_(b, alpha=-0.5), [(4, 1), (4, 1)], False),
    "sub": (lambda a, b: a - b, [(2, 3), (2, 1)], False),
    "sub_number": (lambda a: a - 2, [(2, 3)], False),
    "number_sub": (lambda a: 2 - a, [(2, 3)], False),
    "mul": (lambda a, b: a * b, [(2, 3), (3,)], False),
    "mul_number": (lambda a: a * 0.3, [(2, 3)], False),
    "div": (lambda a, b: a / b, [(2, 3), (2, 3)], True),
    "div_number": (lambda a: a / 0.3, [(2, 3)], False),
    "number_div": (lambda a: 1 / a, [(2, 3)], True),
    "div_floor": (lambda a, b: torch.div(a, b, rounding_mode="floor"), [(2, 3), (2, 3)], True),
    "addcmul": (lambda a, b, c: a.addcmul(b, c, value=0.4), [(2, 3), (2, 3), (1,)], False),
    "neg": (lambda a: a.neg(), [(5,)], False),
    "minus": (lambda a: -a, [(5,)], False),
    "abs": (lambda a: a.abs(), [(5,)], False),
    "square": (lambda a: a.square(), [(5,)], False),
    "sqrt": (lambda a: a.sqrt(), [(5,)], True),
    "exp": (lambda a: a.exp(), [(5,)], False),
    "log": (lambda a: a.log(), [(5,)], True),
    "pow": (lambda a: a.pow(3), [(5,)], False),
    "matmul": (lambda a, b: a @ b, [(2, 3), (3, 4)], False),
    "matmul_batch": (lambda a, b: a @ b, [(5, 2, 3), (3, 4)], False),
    "clamp": (lambda a: a.clamp(-0.5, 0.5), [(7,)], False),
    "clamp_above": (lambda a: a.clamp(max=0.1), [(7,)], False),
    "relu": (lambda a: a.relu(), [(3, 4)], False),
    "relu_in_place": (lambda a: a.clone().relu_(), [(3, 4)], False),
    "relu_function": (lambda a: F.relu(a.clone(), inplace=True), [(3, 4)], False),
    "gelu": (lambda a: F.gelu(a), [(3, 4)], False),
    "sigmoid": (lambda a: a.sigmoid(), [(3, 4)], False),
    "tanh": (lambda a: a.tanh(), [(3, 4)], False),
    "hardsigmoid": (lambda a: F.hardsigmoid(4 * a), [(3, 4)], False),
    "where": (lambda a, b: torch.where(a > b, a, b), [(3, 4), (3, 4)], False),
    "where_of_a_tensor": (lambda a, b: a.where(a > b, b), [(3, 4), (3, 4)], False),
    "sum": (lambda a: a.sum(), [(3, 4)], False),
    "sum_dim": (lambda a: a.sum(1), [(3, 4)], False),
    "sum_dims": (lambda a: a.sum([0, 2], keepdim=True), [(3, 4, 2)], False),
    "mean": (lambda a: a.mean(), [(3, 4)], False),
    "mean_dims": (lambda a: a.mean([2, 3]), [(2, 3, 4, 5)], False),
    "var": (lambda a: a.var(), [(3, 4)], False),
    "var_biased": (lambda a: a.var(unbiased=False), [(3, 4)], False),
    "std_dims": (lambda a: a.std([0], unbiased=True), [(3, 4)], False),
    "max": (lambda a: a.max(), [(3, 4)], False),
    "max_dim": (lambda a: a.max(1).values, [(3, 4)], False),
    "max_indices": (lambda a: a.max(1).indices, [(3, 4)], False),
    "max_of_two": (lambda a, b: torch.maximum(a, b), [(3, 4), (3, 4)], False),
    "min": (lambda a: a.min(), [(3, 4)], False),
    "min_dim": (lambda a: a.min(0).values, [(3, 4)], False),
    "argmax": (lambda a: a.argmax(1), [(3, 4)], False),
    "norm": (lambda a: a.norm(), [(3, 4)], False),
    "norm_p": (lambda a: a.norm(p=1), [(3, 4)], False),
    "eq": (lambda a, b: a.eq(b), [(3, 4), (3, 4)], False),
    "lt_number": (lambda a: a < 0.2, [(3, 4)], False),
    "isfinite": (lambda a: (a / 0).isfinite(), [(3, 4)], False),
    "view": (lambda a: a.view(2, -1), [(3, 4)], False),
    "reshape_of_transpose": (lambda a: a.t().reshape(-1), [(3, 4)], False),
    "flatten": (lambda a: a.flatten(1), [(2, 3, 4)], False),
    "permute": (lambda a: a.permute(2, 0, 1), [(2, 3, 4)], False),
    "squeeze": (lambda a: a.squeeze(1), [(2, 1, 4)], False),
    "unsqueeze": (lambda a: a.unsqueeze(0), [(2, 4)], False),
    "expand": (lambda a: a.expand(3, 4), [(1, 4)], False),
    "flip": (lambda a: a.flip(1), [(2, 4)], False),
    "select": (lambda a: a[1], [(3, 4)], False),
    "slices": (lambda a: a[1:, ..., ::2], [(3, 2, 5)], False),
    "from_the_end": (lambda a: a[-2:, None, -1], [(3, 4)], False),
    "listed": (lambda a: a[:, torch.tensor([2, 0, 2])], [(3, 4)], False),
    "narrow": (lambda a: a.narrow(1, 1, 2), [(3, 4)], False),
    "index_select": (lambda a: a.index_select(0, torch.tensor([2, 0])), [(3, 4)], False),
    "gather": (lambda a: a.gather(1, torch.tensor([[1], [0], [3]])), [(3, 4)], False),
    "cat": (lambda a, b: torch.cat([a, b], 1), [(3, 4), (3, 1)], False),
    "stack": (lambda a, b: torch.stack([a, b], 1), [(3, 4), (3, 4)], False),
    "unbind": (lambda a: a.unbind(1)[1] * a.unbind(1)[2], [(2, 3, 4)], False),
    "pad": (lambda a: F.pad(a, [1, 2, 0, 1], value=3), [(2, 3)], False),
    "pad_replicate": (lambda a: F.pad(a, [1, 2, 1, 1], mode="replicate"), [(2, 3, 4, 4)], False),
    "pad_circular": (lambda a: F.pad(a, [1, 2, 1, 1], mode="circular"), [(2, 3, 4, 4)], False),
    "pad_reflect": (lambda a: F.pad(a, [1, 2, 1, 1], mode="reflect"), [(2, 3, 4, 4)], False),
    "softmax_in_double": (lambda a: F.softmax(a, 1, dtype=torch.float64), [(3, 4)], False),
    "log_softmax_in_double": (lambda a: a.log_softmax(1, dtype=torch.float64), [(3, 4)], False),
    "softmax": (lambda a: a.softmax(1), [(3, 4)], False),
    "log_softmax": (lambda a: a.log_softmax(1), [(3, 4)], False),
    "linear": (lambda a, w, b: F.linear(a, w, b), [(3, 4), (5, 4), (5,)], False),
    "conv2d": (lambda a, w, b: F.conv2d(a, w, b, padding=1), [(2, 3, 5, 6), (4, 3, 3, 3), (4,)], False),
    "conv2d_strided": (lambda a, w: F.conv2d(a, w, stride=(2, 1), padding=(1, 2), dilation=2, groups=2), [(2, 4, 9, 8), (6, 2, 3, 3)], False),
    # Padded apart: PyTorch 2.6 with oneDNN 3.6 crashes otherwise.
    "conv2d_pointwise": (lambda a, w, b: F.conv2d(F.pad(a, (1, 1, 2, 2)), w, b, stride=(2, 3), dilation=2), [(4, 4, 5, 1), (2, 4, 1, 1), (2,)], False),
    "conv2d_channels_last": (lambda a, w: F.conv2d(a.contiguous(memory_format=torch.channels_last), w, padding=1), [(2, 3, 5, 6), (4, 3, 3, 3)], False),
    "layer_norm": (lambda a, w, b: F.layer_norm(a, (3, 4), w, b, eps=1e-3), [(2, 3, 4), (3, 4), (3, 4)], False),
    "group_norm": (lambda a, w, b: F.group_norm(a, 2, w, b, eps=1e-3), [(2, 6, 3, 4), (6,), (6,)], False),
    "batch_norm_eval": (lambda a, m, v, w, b: F.batch_norm(a, m.detach(), v.detach(), w, b), [(4, 3, 2, 2), (3,), (3,), (3,), (3,)], True),
    "avg_pool2d": (lambda a: F.avg_pool2d(a, 3, stride=2, padding=1), [(2, 3, 7, 8)], False),
    "avg_pool2d_oblong": (lambda a: F.avg_pool2d(a, (3, 2), count_include_pad=False, padding=(1, 0)), [(2, 3, 7, 8)], False),
    "max_pool2d": (lambda a: F.max_pool2d(a, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2)), [(2, 3, 7, 8)], False),
    "adaptive_avg_pool2d": (lambda a: F.adaptive_avg_pool2d(a, (2, 3)), [(2, 3, 7, 8)], False),
    "cross_entropy": (lambda a: F.cross_entropy(a, torch.tensor([1, 0, 3])), [(3, 4)], False),
    "cross_entropy_smooth": (lambda a, w: F.cross_entropy(a, torch.tensor([1, -100, 3]), w.detach(), reduction="sum", label_smoothing=0.1), [(3, 4), (4,)], True),
    "cross_entropy_of_each": (lambda a: F.cross_entropy(a, torch.tensor([1, 2, 3]), ignore_index=2, reduction="none"), [(3, 4)], False),
    "cross_entropy_without_a_class": (lambda a: F.cross_entropy(a, torch.tensor([1, 0, 3]), ignore_index=0), [(3, 4)], False),
    "mse_loss_of_each": (lambda a, b: F.mse_loss(a, b, reduction="none"), [(3, 4), (3, 4)], False),
    "mse_loss": (lambda a, b: F.mse_loss(a, b), [(3, 4), (3, 4)], False),
    "empty_batch": (lambda a, w: F.conv2d(a, w).relu().sum([0, 2, 3]), [(0, 3, 5, 6), (4, 3, 3, 3)], False),
    "add_number_in_place": (lambda a: a.clone().add_(2.5), [(2, 3)], False),
    "sub_in_place": (lambda a, b: a.clone().sub_(b), [(4, 3), (4, 3)], False),
    "sub_number_in_place": (lambda a: a.clone().sub_(2), [(2, 3)], False),
    "mul_in_place": (lambda a, b: a.clone().mul_(b), [(4, 3), (4, 3)], False),
    "mul_number_in_place": (lambda a: a.clone().mul_(0.3), [(2, 3)], False),
    "div_truncated": (lambda a, b: torch.div(a, b, rounding_mode="trunc"), [(2, 3), (2, 3)], False),
    "div_number_floor": (lambda a: torch.div(a, 0.3, rounding_mode="floor"), [(2, 3)], False),
    "addcmul_in_place": (lambda a, b, c: a.clone().addcmul_(b, c, value=0.4), [(2, 3), (2, 3), (1,)], False),
    "clamp_in_place": (lambda a: a.clone().clamp_(min=-0.5), [(7,)], False),
    "sum_in_double": (lambda a: a.sum(dtype=torch.float64), [(3, 4)], False),
    "mean_dims_kept": (lambda a: a.mean([1], keepdim=True), [(3, 4)], False),
    "var_dims": (lambda a: a.var([1], keepdim=True), [(3, 4)], False),
    "std": (lambda a: a.std(), [(3, 4)], False),
    "min_of_two": (lambda a, b: torch.minimum(a, b), [(3, 4), (3, 4)], False),
    "all": (lambda a: (a > -9).all(), [(3, 4)], False),
    "eq_number": (lambda a: a == 0.5, [(3, 4)], False),
    "ne": (lambda a, b: a != b, [(3, 4), (3, 4)], False),
    "ne_number": (lambda a: a != 0.5, [(3, 4)], False),
    "lt": (lambda a, b: a < b, [(3, 4), (4,)], False),
    "le": (lambda a, b: a <= b, [(3, 4), (4,)], False),
    "le_number": (lambda a: a <= 0.2, [(3, 4)], False),
    "gt": (lambda a, b: a > b, [(3, 4), (4,)], False),
    "gt_number": (lambda a: a > 0.2, [(3, 4)], False),
    "ge": (lambda a, b: a >= b, [(3, 4), (4,)], False),
    "ge_number": (lambda a: a >= 0.2, [(3, 4)], False),
    "transpose": (lambda a: a.transpose(0, -1), [(2, 3, 4)], False),
    "squeeze_all": (lambda a: a.squeeze(), [(2, 1, 4, 1)], False),
    "to_double": (lambda a: a.to(torch.float64), [(3, 4)], False),
    "to_type": (lambda a: a.type(torch.float64), [(3, 4)], False),
    "cpu": (lambda a: a.cpu(), [(3, 4)], False),
    "contiguous": (lambda a: a.t().contiguous(), [(3, 4)], False),
    "copied": (lambda a, b: torch.zeros_like(b).copy_(a), [(4,), (3, 4)], False),
    "zeroed": (lambda a: a.detach().clone().zero_(), [(3, 4)], False),
    "filled": (lambda a: a.clone().fill_(1.5), [(3, 4)], False),
    "set_to_zeros": (lambda a: nn.init.zeros_(a.detach().clone()), [(3, 4)], False),
    "set_to_ones": (lambda a: nn.init.ones_(a.detach().clone()), [(3, 4)], False),
    "set_to_a_constant": (lambda a: nn.init.constant_(a.detach().clone(), 0.3), [(3, 4)], False),
    "written_into": (lambda a, b: a.clone().index_put_((torch.arange(1, max(1, len(a))),), b), [(3, 4), (4,)], False),
}


# How the inputs of a case are laid out and typed; those of LayoutOf in Reference.cs bear the same names.
VARIANTS = ["float32", "float64", "bfloat16", "strided", "channels_last", "empty"]


def dtype_of(variant):
    return getattr(torch, variant, torch.float32) if variant in ("float64", "bfloat16") else torch.float32


def laid_out(x, variant):
    if variant == "strided":
        return torch.stack([x, x], -1)[..., 0]
    return x.contiguous(memory_format=torch.channels_last) if variant == "channels_last" and x.dim() == 4 else x


def emptied(sizes):
    """The sizes without a batch: that of the first input, and of those that go with it element by element."""
    return [(0, *size[1:]) if size == sizes[0] and size else size for size in sizes]


def exact(x):
    """The same numbers in float64 and in the plain order."""
    return x.detach().to(torch.float64).contiguous().requires_grad_()


def outcome(function, inputs, dtype=None):
    """Values and gradients, or the error that PyTorch reports. A type given is the one that the values stand for."""
    try:
        output = function(*inputs)
        if output.requires_grad:
            (output * weights_like(output, dtype)).sum().backward()
    except IndexError:
        return {"error": ""}  # Python's own brackets refuse it, in words of their own
    except (RuntimeError, ValueError) as error:
        return {"error": str(error).split("\n")[0]}
    gradients = [None if x.grad is None else written(x.grad, dtype) for x in inputs] if output.requires_grad else []
    return {"output": written(output, dtype), "gradients": gradients}


def operator_case(name, variant):
    """What PyTorch computes, and what it computes from the same numbers in float64."""
    function, sizes, positive = OPERATORS[name]
    sizes = emptied(sizes) if variant == "empty" else sizes
    inputs = [laid_out(tensor_of(size, 100 + i, dtype_of(variant), positive), variant).requires_grad_() for i, size in enumerate(sizes)]
    case = outcome(function, inputs)
    dtype = getattr(torch, case["output"]["dtype"]) if "output" in case else dtype_of(variant)
    return {"inputs": [written(x) for x in inputs], **case, "exact": outcome(function, [exact(x) for x in inputs], dtype)}


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 3, padding=1, bias=False))
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3))

    def forward(self, x):
        return self.head(x + self.f(x))


class DropoutInMemory(nn.Dropout):
    """Draws for the elements as they lie in memory. PyTorch does so from 2.5 on; before, it drew for them as they are counted."""

    def forward(self, x):
        if x.dim() == 4 and x.is_contiguous(memory_format=torch.channels_last):
            return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return super().forward(x)


MODULES = {
    "conv2d": (lambda: nn.Conv2d(4, 6, 3), (2, 4, 5, 5)),
    "conv2d_same": (lambda: nn.Conv2d(4, 6, 3, padding="same", dilation=2), (2, 4, 5, 5)),
    "conv2d_valid": (lambda: nn.Conv2d(4, 6, 3, padding="valid", stride=2), (2, 4, 5, 5)),
    "conv2d_groups": (lambda: nn.Conv2d(4, 6, (1, 3), stride=(1, 2), padding=(0, 1), groups=2, bias=False), (2, 4, 5, 5)),
    "batch_norm": (lambda: nn.BatchNorm2d(4), (3, 4, 2, 5)),
    "batch_norm_plain": (lambda: nn.BatchNorm2d(4, eps=1e-3, momentum=0.3, affine=False), (3, 4, 2, 5)),
    "batch_norm_without_statistics": (lambda: nn.BatchNorm2d(4, track_running_stats=False), (3, 4, 2, 5)),
    "linear": (lambda: nn.Linear(5, 3), (2, 5)),
    "linear_without_bias": (lambda: nn.Linear(5, 3, bias=False), (2, 5)),
    "layer_norm": (lambda: nn.LayerNorm(5), (3, 2, 5)),
    "layer_norm_plain": (lambda: nn.LayerNorm(5, eps=1e-3, elementwise_affine=False), (3, 5)),
    "group_norm": (lambda: nn.GroupNorm(2, 4), (3, 4, 2, 5)),
    "group_norm_plain": (lambda: nn.GroupNorm(4, 4, eps=1e-3, affine=False), (3, 4, 2, 5)),
    "max_pool": (lambda: nn.MaxPool2d(3, stride=2, padding=1), (2, 4, 7, 8)),
    "max_pool_of_its_size": (lambda: nn.MaxPool2d(2, ceil_mode=True), (2, 4, 7, 8)),
    "average_pool": (lambda: nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), (2, 4, 7, 8)),
    "average_pool_of_its_size": (lambda: nn.AvgPool2d(2, divisor_override=3), (2, 4, 7, 8)),
    "residual": (Residual, (3, 4, 6, 6)),
    "identity": (nn.Identity, (3, 4)),
    "adaptive_average_pool": (lambda: nn.AdaptiveAvgPool2d((2, 3)), (2, 4, 7, 8)),
    "flatten": (lambda: nn.Flatten(0, 1), (2, 4, 7, 8)),
    "in_place": (lambda: nn.Sequential(nn.Linear(5, 8), nn.ReLU(inplace=True), nn.Linear(8, 6), nn.Dropout(0.3, inplace=True)), (3, 5)),
    "dropout": (lambda: nn.Dropout(0.3), (3, 4, 2, 5)),
    "dropout_in_memory": (lambda: DropoutInMemory(0.3), (3, 4, 2, 5)),
}


def module_case(name, variant, is_exact=False):
    """A fresh module of a seed, then three passes in training and one in evaluation, in the variant or from its numbers in float64."""
    make, size = MODULES[name]
    size = (0, *size[1:]) if variant == "empty" else size
    dtype = dtype_of(variant)
    torch.manual_seed(7)
    module = make()
    case = {"fresh": {path: written(value) for path, value in module.state_dict().items()}, "passes": []}
    module.to(dtype)
    if is_exact:
        module.to(torch.float64)
    elif variant == "channels_last":
        module.to(memory_format=torch.channels_last)
    for i in range(4):
        module.train(i < 3)
        module.zero_grad()
        x = laid_out(tensor_of(size, 200 + i, dtype), variant).requires_grad_()
        given = exact(x) if is_exact else x
        made = outcome(module, [given], dtype)
        if "output" in made:
            (input_gradient,) = made.pop("gradients")
            gradients = {path: written(value.grad, dtype) for path, value in module.named_parameters()}
            made = {**made, "input_gradient": input_gradient, "gradients": gradients}
        case["passes"].append({"input": written(x), **made})
    return {**case, "state": {path: written(value, dtype if value.is_floating_point() else None) for path, value in module.state_dict().items()}}


OPTIMIZERS = {
    "sgd": (torch.optim.SGD, dict(lr=0.05)),
    "sgd_momentum": (torch.optim.SGD, dict(lr=0.05, momentum=0.9)),
    "sgd_dampening": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, dampening=0.3)),
    "sgd_weight_decay": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.02)),
    "sgd_nesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.02, nesterov=True)),
    "sgd_maximize": (torch.optim.SGD, dict(lr=0.001, momentum=0.5, maximize=True)),
    "sgd_maximize_decay": (torch.optim.SGD, dict(lr=0.001, momentum=0.5, weight_decay=0.5, maximize=True)),
    "adamw": (torch.optim.AdamW, dict(lr=0.02, weight_decay=0)),
    "adamw_weight_decay": (torch.optim.AdamW, dict(lr=0.02, betas=(0.8, 0.99), eps=1e-4, weight_decay=0.1)),
    "adamw_amsgrad": (torch.optim.AdamW, dict(lr=0.05, betas=(0.9, 0.9), weight_decay=0.01, amsgrad=True)),
    "adamw_maximize": (torch.optim.AdamW, dict(lr=0.001, weight_decay=0.5, maximize=True)),
}


def optimizer_case(name):
    """100 steps of least squares; the second parameter has no gradient in the first ten."""
    a, b = tensor_of((6, 4), 1, torch.float32), tensor_of((6,), 2, torch.float32)
    x, y = tensor_of((4,), 3, torch.float32).requires_grad_(), tensor_of((6,), 4, torch.float32).requires_grad_()
    kind, options = OPTIMIZERS[name]
    optimizer = kind([x, y], **options)
    trajectory = []
    for i in range(100):
        optimizer.zero_grad()
        residual = a @ x - b if i < 10 else a @ x - b + 0.1 * y
        residual.square().mean().backward()
        optimizer.step()
        trajectory.append(written(torch.cat([x, y])))
    return {"a": written(a), "b": written(b), "x": written(tensor_of((4,), 3, torch.float32)),
            "y": written(tensor_of((6,), 4, torch.float32)), "trajectory": trajectory}


SCHEDULES = {
    "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 7, gamma=0.3),
    "multi_step": lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [3, 8, 20], gamma=0.5),
    "multi_step_twice": lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [3, 8, 8, 20], gamma=0.5),
    "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 12, eta_min=0.001),
    "lambda": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda epoch: 0.9 ** epoch),
}


def schedule_case(name):
    optimizer = torch.optim.SGD([
        {"params": [torch.zeros(1, requires_grad=True)]},
        {"params": [torch.zeros(1, requires_grad=True)], "lr": 0.02}], lr=0.1)
    scheduler = SCHEDULES[name](optimizer)
    rates = []
    for _ in range(100):
        rates.append([group["lr"] for group in optimizer.param_groups])
        optimizer.step()
        scheduler.step()
    return rates


def made_case():
    gains = [("linear", None), ("conv2d", None), ("sigmoid", None), ("tanh", None), ("relu", None), ("leaky_relu", 0.2)]
    values = {
        "zeros": torch.zeros(2, 3), "zeros_like": torch.zeros_like(torch.arange(3)), "empty_like": torch.empty_like(torch.ones(3)).zero_(),
        "ones": torch.ones(2, 3, dtype=torch.float64),
        "full": torch.full((2, 3), 1.5), "full_of_integers": torch.full((2,), 3), "full_of_truth": torch.full((2,), True),
        "arange": torch.arange(4), "arange_from": torch.arange(2, 5), "arange_of_reals": torch.arange(0.5, 3, 0.75),
        "arange_typed": torch.arange(0, 6, 2, dtype=torch.float64),
        "gains": torch.tensor([nn.init.calculate_gain(*gain) for gain in gains], dtype=torch.float64),
        "fans": torch.tensor(nn.init._calculate_fan_in_and_fan_out(torch.empty(4, 3, 2, 5))),
    }
    return {name: written(value) for name, value in values.items()}


def random_case():
    torch.manual_seed(11)
    values = {
        "rand": torch.rand(5), "randn": torch.randn(17), "randint": torch.randint(3, 9, (8,)), "randperm": torch.randperm(9),
        "normal_": torch.empty(6).normal_(1, 2), "uniform_": torch.empty(6).uniform_(-1, 2),
        "kaiming_normal_": nn.init.kaiming_normal_(torch.empty(4, 3, 2, 2), nonlinearity="relu"),
        "kaiming_uniform_": nn.init.kaiming_uniform_(torch.empty(4, 3), a=1, mode="fan_out"),
        "dropout": F.dropout(torch.ones(12), 0.4),
        "randn_like": torch.randn_like(torch.empty(5)), "init_normal_": nn.init.normal_(torch.empty(6), 1, 2), "init_uniform_": nn.init.uniform_(torch.empty(6), -1, 2),
    }
    return {name: written(value) for name, value in values.items()}


def autocast_case():
    x, w = tensor_of((2, 3, 6, 6), 5, torch.float32), tensor_of((4, 3, 3, 3), 6, torch.float32)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        output = F.conv2d(x, w)
    return {"x": written(x), "w": written(w), "output": written(output)}


def main():
    cases = {
        "version": torch.__version__,
        "operators": {name: {variant: operator_case(name, variant) for variant in VARIANTS} for name in OPERATORS},
        "modules": {name: {variant: {**module_case(name, variant), "exact": module_case(name, variant, is_exact=True)} for variant in VARIANTS} for name in MODULES},
        "optimizers": {name: optimizer_case(name) for name in OPTIMIZERS},
        "schedules": {name: schedule_case(name) for name in SCHEDULES},
        "made": made_case(),
        "random": random_case(),
        "autocast": autocast_case(),
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(cases, file)


main()
