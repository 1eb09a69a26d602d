"""Loss, accuracy in per cent, confusion matrix and expected calibration error (fifteen bins) of given logits and labels.

classifier_report.py IN.safetensors OUT.safetensors
"""

import sys

import torch
from torch.nn import functional as F

import safetensors_files


def calibration_error(logits, labels, bins=15):
    confidence, answers = logits.double().softmax(1).max(1)
    right = (answers == labels).double()
    error = torch.zeros((), dtype=torch.float64)
    edges = torch.linspace(0, 1, bins + 1, dtype=torch.float64)
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.double().mean() * (right[inside].mean() - confidence[inside].mean()).abs()
    return error


def main(source, target):
    given = safetensors_files.load(source)
    logits, labels = given["logits"], given["labels"]
    classes = logits.shape[1]
    confusion = torch.bincount(labels * classes + logits.argmax(1), minlength=classes * classes).reshape(classes, classes)
    safetensors_files.save(target, {
        "loss": F.cross_entropy(logits, labels), "accuracy": 100 * (logits.argmax(1) == labels).double().mean(),
        "confusion": confusion, "calibration_error": calibration_error(logits, labels)})


if __name__ == "__main__":
    main(*sys.argv[1:])
