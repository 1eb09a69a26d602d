"""Runs a network of given weights in PyTorch: its outputs and gradients on one batch, then a few steps of SGD on several.

network.py SCHEME LAYERS WIDTH IN.safetensors OUT.safetensors
IN holds `weights.NAME`, `images.N` and `labels.N`, `rates` (one learning rate per step), `momentum` and `weight_decay`.
OUT receives `logits`, `loss` and `gradients.NAME` of the first batch, `losses` of all steps, and `weights.NAME` after them.
"""

import sys

import torch
from torch.nn import functional as F

import safetensors_files
from horesnet import HoResNet


def main(scheme, layers, width, source, target):
    given = safetensors_files.load(source)
    weights = {name[len("weights."):]: tensor for name, tensor in given.items() if name.startswith("weights.")}
    network = HoResNet(scheme, int(layers), int(width), weights["stem.weight"].shape[1], weights["head.weight"].shape[0])
    network.load_state_dict(weights)
    network.train()
    optimizer = torch.optim.SGD(
        network.parameters(), lr=1.0, momentum=given["momentum"].item(), weight_decay=given["weight_decay"].item())

    result, losses = {}, []
    for step, rate in enumerate(given["rates"].tolist()):
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        logits = network(given[f"images.{step}"])
        loss = F.cross_entropy(logits, given[f"labels.{step}"])
        loss.backward()
        if step == 0:
            result.update(logits=logits, loss=loss)
            result.update({f"gradients.{name}": parameter.grad.clone() for name, parameter in network.named_parameters()})
        optimizer.step()
        losses.append(loss.item())
    result["losses"] = torch.tensor(losses)
    result.update({f"weights.{name}": tensor for name, tensor in network.state_dict().items()})
    safetensors_files.save(target, result)


if __name__ == "__main__":
    main(*sys.argv[1:])
