"""Training step of MoMQ's nano base model in PyTorch (2.5 or later), the peer of the suite `train`.

    python nano_train.py <folder> [--compile]

`folder` holds case.json, {"config", "optimizer", "weights": {name: tensor}, "batch": {name: tensor}}
with tensor = {"file", "dtype", "shape"}, and the files it names: little-endian values, row-major.

Prints one JSON object with facts about PyTorch, then answers each line of standard input with one:

    {"losses": n}    {"losses": [...]}    losses of n steps from the given weights, dropout off
    {"measure": n}   {"seconds": [...]}   time of each of n steps, dropout on

A step is forward pass, backward pass, clipping of the gradient norm and AdamW, in float32.
"""

import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN = -1e9


class Attention(nn.Module):
    """Multi-head attention with an additive bias; no positions of its own."""

    def __init__(self, width: int, num_heads: int, head_width: int):
        super().__init__()
        self.num_heads, self.head_width = num_heads, head_width
        self.q_proj = nn.Linear(width, num_heads * head_width, bias=False)
        self.k_proj = nn.Linear(width, num_heads * head_width, bias=False)
        self.v_proj = nn.Linear(width, num_heads * head_width, bias=False)
        self.o_proj = nn.Linear(num_heads * head_width, width, bias=False)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        heads = (batch, length, self.num_heads, self.head_width)
        q = self.q_proj(x).view(heads).transpose(1, 2)
        k = self.k_proj(x).view(heads).transpose(1, 2)
        v = self.v_proj(x).view(heads).transpose(1, 2)
        # scaled_dot_product_attention has no fused CPU kernel for a bias with a gradient: slower here
        scores = q @ k.transpose(2, 3) * self.head_width**-0.5 + bias
        attended = scores.softmax(3) @ v
        return self.o_proj(attended.transpose(1, 2).reshape(batch, length, -1))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, width: int, ff_width: int):
        super().__init__()
        self.gate_proj = nn.Linear(width, ff_width, bias=False)
        self.up_proj = nn.Linear(width, ff_width, bias=False)
        self.down_proj = nn.Linear(ff_width, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Block(nn.Module):
    def __init__(self, decoder: dict, dropout: float):
        super().__init__()
        width, epsilon = decoder["width"], decoder["normEpsilon"]
        self.input_layernorm = nn.RMSNorm(width, eps=epsilon)
        self.self_attn = Attention(width, decoder["numHeads"], decoder["headWidth"])
        self.post_attention_layernorm = nn.RMSNorm(width, eps=epsilon)
        self.mlp = FeedForward(width, decoder["ffWidth"])
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = x + self.dropout(self.self_attn(self.input_layernorm(x), bias))
        return x + self.dropout(self.mlp(self.post_attention_layernorm(x)))


class PointerEnds(nn.Module):
    """Embeddings, relation biases and output head."""

    def __init__(self, decoder: dict, pointer: dict):
        super().__init__()
        width, vocabulary = decoder["width"], pointer["vocabularySize"]
        self.vector_proj = nn.Linear(pointer["vectorWidth"], width)
        self.type_embedding = nn.Parameter(torch.empty(pointer["numTypes"], width))
        self.flag_proj = nn.Linear(pointer["numFlags"], width, bias=False)
        self.token_embedding = nn.Parameter(torch.empty(vocabulary, width))
        self.pointed_proj = nn.Linear(width, width, bias=False)
        self.pointed_vector = nn.Parameter(torch.empty(width))
        self.input_norm = nn.RMSNorm(width, eps=decoder["normEpsilon"])
        num_biases = decoder["numLayers"] * decoder["numHeads"]
        self.relation_bias = nn.Parameter(torch.empty(num_biases, pointer["numRelations"]))
        self.keyword_head = nn.Linear(width, vocabulary, bias=False)
        self.query_head = nn.Linear(width, width, bias=False)
        self.key_head = nn.Linear(width, width, bias=False)


class NanoBase(nn.Module):
    """The pointer decoder without adapters. Its state dict has MoMQ's names and shapes."""

    def __init__(self, config: dict):
        super().__init__()
        decoder, pointer = config["decoder"], config["pointer"]
        plain = decoder["numKvHeads"] == decoder["numHeads"] and decoder["ropeTheta"] is None
        if config["mixture"] is not None or decoder["attentionBias"] or not plain:
            raise ValueError(
                "config: expected a dense decoder with as many key/value as query heads, no rotary "
                f"positions and no attention biases, got {json.dumps(config)}"
            )
        self.num_layers = decoder["numLayers"]
        self.vocabulary_size = pointer["vocabularySize"]
        self.pointer = PointerEnds(decoder, pointer)
        self.layers = nn.ModuleList(
            Block(decoder, config["dropout"]) for _ in range(self.num_layers)
        )
        self.norm = nn.RMSNorm(decoder["width"], eps=decoder["normEpsilon"])
        self.dropout = nn.Dropout(config["dropout"])

    def embed(self, batch: dict[str, Tensor]) -> Tensor:
        ends, codes = self.pointer, batch["inputTokens"]
        prefix = (
            ends.vector_proj(self.dropout(batch["vectors"]))
            + F.embedding(batch["types"], ends.type_embedding)
            + ends.flag_proj(batch["flags"])
        )
        is_pointer = codes >= self.vocabulary_size
        keywords = F.embedding(codes.masked_fill(is_pointer, 0), ends.token_embedding)
        places = (codes - self.vocabulary_size).clamp(min=0).unsqueeze(2)
        items = prefix.gather(1, places.expand(-1, -1, prefix.shape[2]))
        pointers = ends.pointed_proj(items) + ends.pointed_vector
        outputs = torch.where(is_pointer.unsqueeze(2), pointers, keywords)
        return ends.input_norm(torch.cat([prefix, outputs], 1))

    def attention_biases(self, batch: dict[str, Tensor]) -> tuple[Tensor, ...]:
        """Per layer (B, H, S, S): learned biases, and HIDDEN on padding and on later outputs."""
        relations, prefix_mask = batch["relations"], batch["prefixMask"]
        length, prefix_length = relations.shape[1], prefix_mask.shape[1]
        later = torch.ones(length, length, dtype=torch.bool).triu(1)
        later[:, :prefix_length] = False
        padding = F.pad(prefix_mask == 0, (0, length - prefix_length))
        hidden = (later | padding.unsqueeze(1)).unsqueeze(1) * HIDDEN
        biases = F.embedding(relations, self.pointer.relation_bias.t()).permute(0, 3, 1, 2)
        return tuple(bias + hidden for bias in biases.chunk(self.num_layers, 1))

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Mean cross entropy of the codes to predict."""
        ends = self.pointer
        x = self.embed(batch)
        for layer, bias in zip(self.layers, self.attention_biases(batch), strict=True):
            x = layer(x, bias)
        x = self.norm(x)
        prefix_length = batch["prefixMask"].shape[1]
        prefix, outputs = x[:, :prefix_length], x[:, prefix_length:]
        scores = ends.query_head(outputs) @ ends.key_head(prefix).transpose(1, 2)
        hidden = (1 - batch["pointable"]).unsqueeze(1) * HIDDEN
        pointers = scores / math.sqrt(x.shape[2]) + hidden
        logits = torch.cat([ends.keyword_head(outputs), pointers], 2)
        targets = batch["targets"].masked_fill(batch["targetMask"] == 0, -100)
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


class Trainer:
    """A model with its optimizer, started anew from the given weights."""

    def __init__(self, case: dict, folder: Path, compiled: bool):
        self.settings = case["optimizer"]
        self.batch = load(folder, case["batch"])
        self.model = NanoBase(case["config"])
        self.model.load_state_dict(load(folder, case["weights"]))
        matrices = [weight for weight in self.model.parameters() if weight.ndim >= 2]
        vectors = [weight for weight in self.model.parameters() if weight.ndim < 2]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": matrices, "weight_decay": self.settings["weightDecay"]},
                {"params": vectors, "weight_decay": 0.0},
            ],
            lr=self.settings["learningRate"],
            betas=(self.settings["beta1"], self.settings["beta2"]),
            eps=self.settings["epsilon"],
            fused=True,
        )
        self.loss_of = torch.compile(self.model) if compiled else self.model

    def step(self) -> float:
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss_of(self.batch)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.settings["clipNorm"])
        self.optimizer.step()
        return loss.item()

    def losses(self, count: int) -> list[float]:
        self.model.eval()
        return [self.step() for _ in range(count)]

    def seconds(self, count: int) -> list[float]:
        self.model.train()
        times = []
        for _ in range(count):
            start = time.perf_counter()
            self.step()
            times.append(time.perf_counter() - start)
        return times


def load(folder: Path, tensors: dict) -> dict[str, Tensor]:
    return {name: read_tensor(folder, **tensor) for name, tensor in tensors.items()}


def read_tensor(folder: Path, file: str, dtype: str, shape: list[int]) -> Tensor:
    kind = {"float32": torch.float32, "int32": torch.int32}[dtype]
    values = torch.from_file(str(folder / file), size=math.prod(shape), dtype=kind).view(shape)
    return values.long() if dtype == "int32" else values.clone()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--compile", action="store_true", help="run the model by torch.compile")
    arguments = parser.parse_args()
    case = json.loads((arguments.folder / "case.json").read_text(encoding="utf-8"))

    def trainer() -> Trainer:
        return Trainer(case, arguments.folder, arguments.compile)

    def answer(value: dict) -> None:
        print(json.dumps(value), flush=True)

    answer({"torch": torch.__version__, "threads": torch.get_num_threads()})
    measured = trainer()
    for line in sys.stdin:
        request = json.loads(line)
        if "losses" in request:
            answer({"losses": trainer().losses(request["losses"])})
        else:
            answer({"seconds": measured.seconds(request["measure"])})


if __name__ == "__main__":
    main()
