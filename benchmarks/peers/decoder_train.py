"""Training step of a decoder of the Qwen2 family in PyTorch (2.5 or later), a peer of the suite `engine`.

    python decoder_train.py <folder> [--compile] [--threads n]

`folder` holds case.json, {"config", "optimizer", "batch", "tokens"}, weights.safetensors with the names of a Hugging
Face checkpoint, and data.safetensors with int32 `ids` and `targets`, (batch, tokens).

Prints one JSON object with facts about PyTorch, then answers each line of standard input with one:

    {"losses": n}    {"losses": [...]}    losses of n steps from the given weights
    {"measure": n}   {"seconds": [...]}   time of each of n steps

A step is forward pass, backward pass and AdamW on all weights, in float32. Queries, keys and values are one matrix
product, and so are gate and up; attention is `scaled_dot_product_attention`, the optimizer is fused.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn


class Block(nn.Module):
    def __init__(self, config: dict, weights: dict[str, Tensor], name: str):
        super().__init__()
        self.config = config
        self.norm1 = norm(config, weights[f"{name}.input_layernorm.weight"])
        self.norm2 = norm(config, weights[f"{name}.post_attention_layernorm.weight"])

        def linear(*layers: str) -> nn.Linear:
            weight = torch.cat([weights[f"{name}.{layer}.weight"] for layer in layers])
            module = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
            module.weight = nn.Parameter(weight)
            return module

        self.qkv = linear(*(f"self_attn.{part}_proj" for part in "qkv"))
        self.out = linear("self_attn.o_proj")
        self.gate_up = linear("mlp.gate_proj", "mlp.up_proj")
        self.down = linear("mlp.down_proj")

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        batch, tokens, _ = x.shape
        heads = (batch, tokens, 3, self.config["heads"], self.config["headWidth"])
        q, k, v = self.qkv(self.norm1(x)).view(heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(rotate(q, cos, sin), rotate(k, cos, sin), v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(batch, tokens, -1))
        gate, up = self.gate_up(self.norm2(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)


def norm(config: dict, weight: Tensor) -> nn.RMSNorm:
    module = nn.RMSNorm(config["width"], eps=config["normEpsilon"])
    module.weight = nn.Parameter(weight)
    return module


class Decoder(nn.Module):
    """Returns the mean cross-entropy of the targets."""

    def __init__(self, config: dict, weights: dict[str, Tensor], tokens: int):
        super().__init__()
        if config["bias"] or config["kvHeads"] != config["heads"]:
            raise ValueError("config: expected as many key-value heads as heads, and no biases")
        self.embedding = nn.Parameter(weights["model.embed_tokens.weight"])
        self.blocks = nn.ModuleList(
            Block(config, weights, f"model.layers.{layer}") for layer in range(config["layers"])
        )
        self.norm = norm(config, weights["model.norm.weight"])
        half = config["headWidth"] // 2
        frequencies = config["ropeTheta"] ** (-torch.arange(half) / half)
        angles = torch.arange(tokens)[:, None] * frequencies
        self.register_buffer("cos", angles.cos())
        self.register_buffer("sin", angles.sin())

    def forward(self, ids: Tensor, targets: Tensor) -> Tensor:
        x = F.embedding(ids, self.embedding)
        for block in self.blocks:
            x = block(x, self.cos, self.sin)
        logits = F.linear(self.norm(x), self.embedding)
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


class Trainer:
    """A model with its optimizer, started anew from the given weights."""

    def __init__(self, case: dict, folder: Path, compiled: bool):
        settings = case["optimizer"]
        data = load_file(folder / "data.safetensors")
        self.ids, self.targets = data["ids"].long(), data["targets"].long()
        model = Decoder(case["config"], load_file(folder / "weights.safetensors"), self.ids.shape[1])
        self.optimizer = torch.optim.AdamW(
            model.parameters(),
            lr=settings["learningRate"],
            betas=(settings["beta1"], settings["beta2"]),
            eps=settings["epsilon"],
            weight_decay=settings["weightDecay"],
            fused=True,
        )
        self.loss_of = torch.compile(model) if compiled else model

    def step(self) -> float:
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss_of(self.ids, self.targets)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def seconds(self, count: int) -> list[float]:
        times = []
        for _ in range(count):
            start = time.perf_counter()
            self.step()
            times.append(time.perf_counter() - start)
        return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--compile", action="store_true", help="run the model by torch.compile")
    parser.add_argument("--threads", type=int, help="default: PyTorch's own")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    case = json.loads((arguments.folder / "case.json").read_text(encoding="utf-8"))

    def answer(value: dict) -> None:
        print(json.dumps(value), flush=True)

    answer({"torch": torch.__version__, "threads": torch.get_num_threads()})
    trainer = Trainer(case, arguments.folder, arguments.compile)
    for line in sys.stdin:
        request = json.loads(line)
        if "losses" in request:
            trainer = Trainer(case, arguments.folder, arguments.compile)
            answer({"losses": [trainer.step() for _ in range(request["losses"])]})
        else:
            answer({"seconds": trainer.seconds(request["measure"])})


if __name__ == "__main__":
    main()
