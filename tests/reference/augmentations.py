"""Applies every operation of AutoAugment at every magnitude as torchvision's tensor kernels do.

augmentations.py (IMAGES CHANNELS HEIGHT WIDTH FOLDER)... reads images of one byte a sample and writes FOLDER/NAME+M or FOLDER/NAME-M: the
same images after operation NAME at magnitude M of 0 to 9, the sign being the operation's direction.
"""
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import torch
from torchvision.transforms import InterpolationMode
from torchvision.transforms.autoaugment import AutoAugment, AutoAugmentPolicy, _apply_op


def variants(space):
    for name, (magnitudes, signed) in space.items():
        if magnitudes.ndim == 0:
            yield name, "+0", 0.0
            continue
        for index, magnitude in enumerate(magnitudes):
            yield name, f"+{index}", float(magnitude)
            if signed:
                yield name, f"-{index}", -float(magnitude)


def write(path, channels, height, width, folder):
    with open(path, "rb") as file:
        images = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(-1, channels, height, width)
    space = AutoAugment(AutoAugmentPolicy.CIFAR10)._augmentation_space(10, (height, width))
    for name, suffix, magnitude in variants(space):
        changed = _apply_op(images, name, magnitude, InterpolationMode.NEAREST, None)
        with open(os.path.join(folder, name + suffix), "wb") as file:
            file.write(changed.contiguous().numpy().tobytes())


torch.set_num_threads(1)
for at in range(1, len(sys.argv), 5):
    write(sys.argv[at], *map(int, sys.argv[at + 1:at + 4]), sys.argv[at + 4])
