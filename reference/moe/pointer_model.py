"""The pointer decoder and the MoMQ mixture in PyTorch, written for reading: one line per equation.

The mixture follows arXiv 2410.18406 token by token, without batching of experts. Weights come as a
dictionary under MoMQ's names; a linear weight is (out, in). No dropout.
"""

from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor

Weights = dict[str, Tensor]


@dataclass
class Routing:
    """What the routers of one layer said at each position that is not padding."""

    expert_probabilities: list[Tensor] = field(default_factory=list)  # p_e, (N)
    dialect_logits: list[list[Tensor]] = field(default_factory=list)  # z_d by sample, (D)
    smallest_margin: float = float("inf")  # between the last acting and the first idle expert


def linear(weights: Weights, name: str, x: Tensor) -> Tensor:
    return x @ weights[f"{name}.weight"].T


def lora(weights: Weights, name: str, x: Tensor, adapter: dict) -> Tensor:
    """alpha / rank · B A x"""
    inner = weights[f"{name}.lora_a"] @ x.unsqueeze(-1)
    return adapter["alpha"] / adapter["rank"] * (weights[f"{name}.lora_b"] @ inner).squeeze(-1)


def rms_norm(weights: Weights, name: str, x: Tensor, epsilon: float) -> Tensor:
    return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + epsilon) * weights[f"{name}.weight"]


def adapted(weights: Weights, name: str, x: Tensor, mixture: dict | None) -> Tensor:
    """A linear layer with its plain LoRA, if the model has adapters."""
    y = linear(weights, name, x)
    return y if mixture is None else y + lora(weights, name, x, mixture["lora"])


def softmax_over(logits: Tensor, allowed: Tensor) -> Tensor:
    """Softmax over the allowed entries; the others get 0."""
    return torch.softmax(logits.masked_fill(~allowed, float("-inf")), 0)


def mixture_token(
    weights: Weights, name: str, x: Tensor, mixture: dict, group_mask: Tensor
) -> tuple[Tensor, Tensor, Tensor, float]:
    """y, p_e, z_d and the top-k margin for one token x (in)."""
    groups = mixture["groups"]
    names = [f"{name}.groups.{group['name']}" for group in groups]
    group_of = [g for g, group in enumerate(groups) for _ in range(group["numExperts"])]

    z_d = torch.cat([weights[f"{owner}.dialect_router"] for owner in names]) @ x
    z_e = torch.cat([weights[f"{owner}.expert_router"] for owner in names]) @ x
    p_d = softmax_over(z_d, group_mask.bool())
    p_e = softmax_over(z_e, group_mask[group_of].bool())
    w = p_d[group_of] * p_e

    y = linear(weights, name, x)
    rank = mixture["lora"]["rank"]
    for s in range(mixture["numSharedExperts"]):
        rows = slice(s * rank, (s + 1) * rank)
        a, b = weights[f"{name}.shared.lora_a"][rows], weights[f"{name}.shared.lora_b"][:, rows]
        y = y + mixture["lora"]["alpha"] / rank * (b @ (a @ x))

    ordered = w.sort(descending=True)
    k = mixture["expertsPerToken"]
    for expert in ordered.indices[:k].tolist():
        group = groups[group_of[expert]]
        j = expert - group_of.index(group_of[expert])
        rows = slice(j * group["rank"], (j + 1) * group["rank"])
        owner = names[group_of[expert]]
        a, b = weights[f"{owner}.lora_a"][rows], weights[f"{owner}.lora_b"][:, rows]
        y = y + w[expert] * group["alpha"] / group["rank"] * (b @ (a @ x))
    return y, p_e, z_d, (ordered.values[k - 1] - ordered.values[k]).item()


def mixture_layer(
    weights: Weights, name: str, x: Tensor, mixture: dict, batch: dict[str, Tensor]
) -> tuple[Tensor, Routing]:
    """x (B, S, in) to (B, S, out)."""
    counts = torch.cat([batch["prefixMask"], batch["targetMask"]], 1).bool()
    routing = Routing()
    samples = []
    for sample, real, group_mask in zip(x, counts, batch["groupMask"], strict=True):
        tokens = [mixture_token(weights, name, token, mixture, group_mask) for token in sample]
        samples.append(torch.stack([y for y, _, _, _ in tokens]))
        seen = [token for token, is_real in zip(tokens, real, strict=True) if is_real]
        routing.expert_probabilities += [p_e for _, p_e, _, _ in seen]
        routing.dialect_logits.append([z_d for _, _, z_d, _ in seen])
        routing.smallest_margin = min([routing.smallest_margin, *(margin for *_, margin in seen)])
    return torch.stack(samples), routing


def attention(
    weights: Weights, layer: int, x: Tensor, config: dict, batch: dict[str, Tensor]
) -> Tensor:
    """The prefix sees itself; an output sees the prefix and the outputs up to itself."""
    name, decoder = f"layers.{layer}.self_attn", config["decoder"]
    q, k, v = (adapted(weights, f"{name}.{part}_proj", x, config["mixture"]) for part in "qkv")
    prefix_length, length = batch["prefixMask"].shape[1], x.shape[1]
    width, heads = decoder["headWidth"], []
    for head in range(decoder["numHeads"]):
        own = slice(head * width, (head + 1) * width)
        biases = weights["pointer.relation_bias"][layer * decoder["numHeads"] + head]
        scores = q[:, :, own] @ k[:, :, own].transpose(1, 2) / width**0.5
        scores = scores + biases[batch["relations"]]
        visible = torch.ones(length, length, dtype=torch.bool).tril()
        visible[:, :prefix_length] = True
        real = F.pad(batch["prefixMask"].bool(), (0, length - prefix_length), value=True)
        scores = scores.masked_fill(~(visible & real.unsqueeze(1)), float("-inf"))
        heads.append(scores.softmax(-1) @ v[:, :, own])
    return adapted(weights, f"{name}.o_proj", torch.cat(heads, -1), config["mixture"])


def embed(weights: Weights, batch: dict[str, Tensor], vocabulary_size: int) -> Tensor:
    prefix = linear(weights, "pointer.vector_proj", batch["vectors"])
    prefix = prefix + weights["pointer.vector_proj.bias"]
    prefix = prefix + weights["pointer.type_embedding"][batch["types"]]
    prefix = prefix + linear(weights, "pointer.flag_proj", batch["flags"])
    outputs = []
    for sample, codes in zip(prefix, batch["inputTokens"].tolist(), strict=True):
        for code in codes:
            if code < vocabulary_size:
                outputs.append(weights["pointer.token_embedding"][code])
            else:
                pointed = linear(weights, "pointer.pointed_proj", sample[code - vocabulary_size])
                outputs.append(pointed + weights["pointer.pointed_vector"])
    size, length = batch["inputTokens"].shape
    return torch.cat([prefix, torch.stack(outputs).view(size, length, -1)], 1)


def forward(
    weights: Weights, config: dict, batch: dict[str, Tensor]
) -> tuple[Tensor, list[Routing]]:
    """Logits (B, T, V + P), -inf where nothing may be pointed at, and the routing of each layer."""
    decoder, mixture = config["decoder"], config["mixture"]
    epsilon = decoder["normEpsilon"]
    x = embed(weights, batch, config["pointer"]["vocabularySize"])
    x = rms_norm(weights, "pointer.input_norm", x, epsilon)
    routings = []
    for layer in range(decoder["numLayers"]):
        name = f"layers.{layer}"
        normed = rms_norm(weights, f"{name}.input_layernorm", x, epsilon)
        x = x + attention(weights, layer, normed, config, batch)
        normed = rms_norm(weights, f"{name}.post_attention_layernorm", x, epsilon)
        gate = adapted(weights, f"{name}.mlp.gate_proj", normed, mixture)
        activation = F.silu(gate) * adapted(weights, f"{name}.mlp.up_proj", normed, mixture)
        down = f"{name}.mlp.down_proj"
        if mixture is None:
            x = x + linear(weights, down, activation)
        else:
            y, routing = mixture_layer(weights, down, activation, mixture, batch)
            routings.append(routing)
            x = x + y
    x = rms_norm(weights, "norm", x, epsilon)

    prefix_length = batch["prefixMask"].shape[1]
    prefix, outputs = x[:, :prefix_length], x[:, prefix_length:]
    keywords = linear(weights, "pointer.keyword_head", outputs)
    queries = linear(weights, "pointer.query_head", outputs)
    keys = linear(weights, "pointer.key_head", prefix)
    pointers = queries @ keys.transpose(1, 2) / decoder["width"] ** 0.5
    pointers = pointers.masked_fill(batch["pointable"].unsqueeze(1) == 0, float("-inf"))
    return torch.cat([keywords, pointers], -1), routings


def token_loss(logits: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """L_LM: mean cross entropy of the codes to predict."""
    counted = batch["targetMask"].bool()
    return F.cross_entropy(logits[counted], batch["targets"][counted])


def balance_loss(routings: list[Routing], k: int) -> Tensor:
    """L_Bal = N · sum_e f_e P_e over the rows of all layers, on p_e alone."""
    rows = torch.stack([p for routing in routings for p in routing.expert_probabilities])
    chosen = torch.zeros_like(rows).scatter(1, rows.topk(k).indices, 1.0)
    return rows.shape[1] * (chosen.mean(0) * rows.mean(0)).sum()


def dialect_loss(routings: list[Routing], dialect: Tensor) -> Tensor:
    """L_DR: cross entropy of the logits z_d, averaged over layers and real positions."""
    layers = [
        torch.stack([torch.stack(sample).mean(0) for sample in routing.dialect_logits])
        for routing in routings
    ]
    return F.cross_entropy(torch.stack(layers).mean(0), dialect)
