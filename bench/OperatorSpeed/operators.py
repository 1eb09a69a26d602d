"""Python's side of OperatorSpeed: reads `NAME COUNT` a line, calls the operator of that name so often, and answers with the seconds of
processor time that this thread spent. The operators of Operators.cs bear the same names."""

import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_grad_enabled(False)

x, y, z = torch.rand(2, 4), torch.rand(2, 4), torch.rand(2, 4)
square, truth = torch.rand(4, 4), torch.tensor([[True, False, True, False], [False, True, False, True]])
weight, bias = torch.rand(4, 4), torch.rand(4)
maps, kernels = torch.rand(1, 2, 4, 4), torch.rand(2, 2, 3, 3)
mean, variance = torch.zeros(2), torch.ones(2)

OPERATORS = {
    "neg": lambda: torch.neg(x),
    "relu": lambda: torch.relu(x),
    "exp": lambda: torch.exp(x),
    "sqrt": lambda: torch.sqrt(x),
    "sum": lambda: torch.sum(x),
    "t": lambda: x.t(),
    "detach": lambda: x.detach(),
    "add": lambda: torch.add(x, y),
    "sub": lambda: x - y,
    "mul": lambda: torch.mul(x, y),
    "div": lambda: x / y,
    "maximum": lambda: torch.maximum(x, y),
    "matmul": lambda: torch.matmul(x, square),
    "add_number": lambda: x + 2.5,
    "unsqueeze": lambda: x.unsqueeze(0),
    "addcmul": lambda: torch.addcmul(x, y, z, value=0.5),
    "where": lambda: torch.where(truth, x, y),
    "cat": lambda: torch.cat([x, y, z], 1),
    "linear": lambda: F.linear(x, weight, bias),
    "batch_norm": lambda: F.batch_norm(maps, mean, variance, None, None, False, 0.1, 1e-5),
}

print(torch.__version__, flush=True)
for line in sys.stdin:
    name, count = line.split()
    call = OPERATORS[name]
    times = range(int(count))
    start = time.thread_time()
    for _ in times:
        call()
    print(time.thread_time() - start, flush=True)
