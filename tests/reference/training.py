"""Takes steps of an optimizer on a network of given weights in PyTorch, with all that a training can add to them.

training.py LAYERS WIDTH FOLDER     for each NAME.json of options: NAME.given is IN, NAME.result is OUT
IN holds `weights.NAME`, and for each step N `images.N`, `labels.N` and, for mixtures, `partners.N` and `share.N`, and `rates`.
OPTIONS are those of run.json. OUT receives `weights.NAME` after the steps, `average.NAME`, and the `losses`.
"""

import json
import pathlib
import sys

import torch
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel

import safetensors_files
from horesnet import HoResNet


def make_optimizer(network, options):
    decay = options["weight_decay"]
    groups = [{"params": list(network.parameters()), "weight_decay": decay}]
    if options["decay"] == "weights":
        groups = [
            {"params": [p for p in network.parameters() if p.ndim > 1], "weight_decay": decay},
            {"params": [p for p in network.parameters() if p.ndim <= 1], "weight_decay": 0.0},
        ]
    if options["optimizer"] == "adamw":
        return torch.optim.AdamW(groups, lr=1.0, betas=(options["momentum"], options["beta2"]))
    return torch.optim.SGD(groups, lr=1.0, momentum=options["momentum"], nesterov=options["optimizer"] == "nesterov")


def soft_labels(labels, classes, partners, share):
    target = F.one_hot(labels, classes).float()
    return target if partners is None else share * target + (1 - share) * F.one_hot(partners, classes).float()


def train(layers, width, options, source, target):
    with open(options) as file:
        options = json.load(file)
    given = safetensors_files.load(source)
    weights = {name[len("weights."):]: tensor for name, tensor in given.items() if name.startswith("weights.")}
    classes = weights["head.weight"].shape[0]
    network = HoResNet("euler", int(layers), int(width), weights["stem.weight"].shape[1], classes)
    network.load_state_dict(weights)
    network.train()
    optimizer = make_optimizer(network, options)
    decay = options["ema"]
    average = None if decay is None else AveragedModel(
        network, avg_fn=lambda mean, own, _: decay * mean + (1 - decay) * own, use_buffers=True)

    losses = []
    for step, rate in enumerate(given["rates"].tolist()):
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        images = given[f"images.{step}"]
        partners = given.get(f"partners.{step}")
        share = given[f"share.{step}"].item() if partners is not None else 1.0
        labels = soft_labels(given[f"labels.{step}"], classes, partners, share)
        total, parts = 0.0, options["accumulate"]
        bounds = [len(images) * part // parts for part in range(parts + 1)]
        for first, end in zip(bounds, bounds[1:]):
            loss = F.cross_entropy(network(images[first:end]), labels[first:end], label_smoothing=options["label_smoothing"])
            (loss * (end - first) / len(images)).backward()
            total += loss.item() * (end - first) / len(images)
        if options["clip"] is not None:
            torch.nn.utils.clip_grad_norm_(network.parameters(), options["clip"])
        optimizer.step()
        if average is not None:
            average.update_parameters(network)
        losses.append(total)

    result = {f"weights.{name}": tensor for name, tensor in network.state_dict().items()}
    if average is not None:
        result.update({f"average.{name}": tensor for name, tensor in average.module.state_dict().items()})
    result["losses"] = torch.tensor(losses)
    safetensors_files.save(target, result)


def main(layers, width, folder):
    for options in pathlib.Path(folder).glob("*.json"):
        train(layers, width, options, options.with_suffix(".given"), options.with_suffix(".result"))


if __name__ == "__main__":
    main(*sys.argv[1:])
