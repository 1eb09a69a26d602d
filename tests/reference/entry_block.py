"""Steps that enter from maps of another shape, y' = shortcut(y) + f(y), written plainly.

usage: entry_block.py CASES     for each CASES/SHORTCUT-RELU.given writes CASES/SHORTCUT-RELU.result
"""

import pathlib
import sys

import torch
from torch.nn import functional

import safetensors_files


def norm(weights, name, x):
    """Batch norm in training, by its definition."""
    mean = x.mean((0, 2, 3), keepdim=True)
    variance = ((x - mean) ** 2).mean((0, 2, 3), keepdim=True)
    return (x - mean) / torch.sqrt(variance + 1e-5) * weights[f"{name}.weight"].reshape(1, -1, 1, 1) + weights[f"{name}.bias"].reshape(1, -1, 1, 1)


def project(weight, x, stride):
    return torch.einsum("oc,bchw->bohw", weight[:, :, 0, 0], x[:, :, ::stride, ::stride])


def with_zeros(x, channels):
    return torch.cat([x, x.new_zeros(x.shape[0], channels - x.shape[1], *x.shape[2:])], 1)


def averages(x, stride):
    """The mean over each square, or over what there is of it at the edge."""
    columns = torch.stack([part.sum(2) / part.shape[2] for part in x.split(stride, 2)], 2)
    return torch.stack([part.sum(3) / part.shape[3] for part in columns.split(stride, 3)], 3)


def shortcut(kind, weights, x, stride, channels):
    if kind == "None":
        return 0
    if kind == "Conv":
        return project(weights["shortcut.weight"], x, stride)
    if kind == "ConvBn":
        return norm(weights, "shortcut.bn", project(weights["shortcut.conv.weight"], x, stride))
    if kind == "PreactConv":
        return project(weights["shortcut.conv.weight"], torch.relu(norm(weights, "shortcut.bn", x)), stride)
    if kind == "Pad":
        return with_zeros(x[:, :, ::stride, ::stride], channels)
    return with_zeros(averages(x, stride), channels)


def run(kind, relu, given):
    tensors = {name: tensor.detach().requires_grad_() for name, tensor in given.items()}
    weights = {name.split(".", 1)[1]: tensor for name, tensor in tensors.items() if name.startswith("weights.")}
    x = tensors["y"]
    channels, stride = given["probe"].shape[1], -(-x.shape[2] // given["probe"].shape[2])
    convolved = functional.conv2d(x, weights["f.conv.weight"], weights["f.conv.bias"], stride=stride, padding=1)
    result = shortcut(kind, weights, x, stride, channels) + torch.exp(-convolved ** 2)
    result = torch.relu(result) if relu else result
    (result * tensors["probe"]).sum().backward()
    return {"result": result.detach()} | {f"gradients.{name}": tensor.grad for name, tensor in tensors.items() if tensor.grad is not None and name != "probe"}


for path in pathlib.Path(sys.argv[1]).glob("*.given"):
    kind, relu = path.stem.split("-")
    safetensors_files.save(path.with_suffix(".result"), run(kind, relu == "True", safetensors_files.load(path)))
