"""Takes steps of an optimizer on a network of given weights in PyTorch, with all that a training can add to them.

training.py LAYERS WIDTH FOLDER     for each NAME.json of options: NAME.given is IN, NAME.result is OUT
IN holds `weights.NAME`, and for each step N `images.N`, `labels.N` and, for mixtures, `partners.N` and `share.N`, and `rates`,
and `test.images` and `test.labels`. The options are those of run.json. OUT receives `weights.NAME` after the steps, `average.NAME`,
the `losses` of the steps, and of each epoch `train_loss`, `train_acc`, `test_loss` and `test_acc`, accuracies in per cent.
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


def take_step(network, optimizer, options, images, labels, target):
    """Moves the weights by one batch; its mean loss, and how many of its images were classified rightly on the way."""
    optimizer.zero_grad()
    loss_of_all, hits, parts = 0.0, 0, options["accumulate"]
    bounds = [len(images) * part // parts for part in range(parts + 1)]
    for first, end in zip(bounds, bounds[1:]):
        logits = network(images[first:end])
        loss = F.cross_entropy(logits, target[first:end], label_smoothing=options["label_smoothing"])
        (loss * (end - first) / len(images)).backward()
        loss_of_all += loss.item() * (end - first) / len(images)
        hits += (logits.argmax(1) == labels[first:end]).sum().item()
    if options["clip"] is not None:
        torch.nn.utils.clip_grad_norm_(network.parameters(), options["clip"])
    optimizer.step()
    return loss_of_all, hits


def test(network, images, labels):
    """The mean loss and the percentage of hits."""
    network.eval()
    with torch.no_grad():
        logits = network(images)
    network.train()
    return F.cross_entropy(logits, labels).item(), 100 * (logits.argmax(1) == labels).sum().item() / len(labels)


def metrics(scores, tests, epochs):
    """The loss of each step, and what it comes to in each epoch: every image counts alike."""
    images, losses, hits = torch.tensor(scores, dtype=torch.float64).T
    sums = lambda values: values.reshape(epochs, -1).sum(1)
    test_loss, test_acc = torch.tensor(tests, dtype=torch.float64).T
    return {
        "losses": losses, "train_loss": sums(images * losses) / sums(images), "train_acc": 100 * sums(hits) / sums(images),
        "test_loss": test_loss, "test_acc": test_acc}


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

    rates = given["rates"].tolist()
    steps_per_epoch = len(rates) // options["epochs"]
    scores, tests = [], []
    for step, rate in enumerate(rates):
        for group in optimizer.param_groups:
            group["lr"] = rate
        images, labels = given[f"images.{step}"], given[f"labels.{step}"]
        partners = given.get(f"partners.{step}")
        share = given[f"share.{step}"].item() if partners is not None else 1.0
        loss, hits = take_step(network, optimizer, options, images, labels, soft_labels(labels, classes, partners, share))
        if average is not None:
            average.update_parameters(network)
        scores.append((len(images), loss, hits))
        if (step + 1) % steps_per_epoch == 0:
            tests.append(test(network if average is None else average, given["test.images"], given["test.labels"]))

    result = {f"weights.{name}": tensor for name, tensor in network.state_dict().items()}
    if average is not None:
        result.update({f"average.{name}": tensor for name, tensor in average.module.state_dict().items()})
    safetensors_files.save(target, result | metrics(scores, tests, options["epochs"]))


def main(layers, width, folder):
    for options in pathlib.Path(folder).glob("*.json"):
        train(layers, width, options, options.with_suffix(".given"), options.with_suffix(".result"))


if __name__ == "__main__":
    main(*sys.argv[1:])
