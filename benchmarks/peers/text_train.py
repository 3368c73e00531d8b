"""Training of MoMQ adapters that act after a prefix (arXiv 2410.18406; activation as in 2512.17910) on a frozen Qwen2 or Llama base
in PyTorch: the computation of `trainLanguageModel`, on the plan that `momq train text --export <folder>` writes.

    python text_train.py <folder> [--precision bfloat16] [--threads n] [--minutes m] [--steps n]

Rows hold a prefix and several questions, each of which sees the prefix and itself. The bare base reads a prefix once, without a
gradient; its keys and values are kept, and a prefix that begins like another one is read from where they part.

Writes into the folder, every --save-minutes and at the end: `state.safetensors` and `state.json`, from which a second call goes on;
`log.jsonl`, a line an update; `result.safetensors`, the adapters (their moving average, if the run has one), and `result.json`.
"""

import argparse
import ctypes
import hashlib
import json
import math
import os
import time
from collections import OrderedDict
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

PLAIN = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
BLOCK = {"q_proj": "self_attn", "k_proj": "self_attn", "v_proj": "self_attn", "o_proj": "self_attn"}
EXCLUDED = -1e9


def read_constants(constants: dict, dtype: torch.dtype) -> dict[str, Tensor]:
    """The base's weights from where they lie in their files; matrices in `dtype`."""
    kinds = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
    weights = {}
    for name, place in constants.items():
        raw = torch.from_file(place["file"], shared=False, size=os.path.getsize(place["file"]), dtype=torch.uint8)
        flat = raw[place["offset"] : place["offset"] + place["length"]].view(kinds[place["dtype"]])
        each = flat.view(place["shape"])
        weights[name] = each.to(dtype) if each.ndim == 2 else each.float().clone()
    return weights


class Rows:
    """The rows of a micro-batch, their tokens one after the other."""

    def __init__(self, rows: list[dict], prefix_lengths: list[int], groups: int, own: bool):
        tokens, positions, targets, places, sample_of, dialects, mask = [], [], [], [], [], [], []
        self.spans: list[tuple[int, int, int | None]] = []
        self.lengths: list[list[int]] = []
        for row, prefix_length in zip(rows, prefix_lengths):
            start = len(tokens)
            lengths = []
            for sample in row["samples"]:
                ids, before = sample["tokens"], sample["promptLength"]
                places += range(len(tokens) + before - 1, len(tokens) + len(ids) - 1)
                targets += ids[before:]
                positions += range(prefix_length, prefix_length + len(ids))
                sample_of += [len(dialects)] * len(ids)
                lengths.append(len(ids))
                tokens += ids
                dialects.append(row["dialect"])
            allowed = [float(not own or group == row["dialect"]) for group in range(groups)]
            mask += [allowed] * (len(tokens) - start)
            self.spans.append((start, len(tokens), row["prefix"]))
            self.lengths.append(lengths)
        self.tokens, self.positions = torch.tensor(tokens), torch.tensor(positions)
        self.targets, self.places = torch.tensor(targets), torch.tensor(places)
        self.sample_of, self.dialects = torch.tensor(sample_of), torch.tensor(dialects)
        self.group_mask = torch.tensor(mask)


class Model:
    """The base with its adapters; tokens are rows of one matrix, attention goes row by row of the batch."""

    def __init__(self, run: dict, adapters: dict[str, Tensor], dtype: torch.dtype):
        config = run["config"]
        self.decoder, self.mixture = config["decoder"], config["mixture"]
        self.dtype = dtype
        if self.mixture.get("activation") != "after-prefix" or self.mixture["routing"] not in ("token", "dialect"):
            raise ValueError("expected a mixture with activation 'after-prefix' and token or dialect routing")
        self.groups = [group["name"] for group in self.mixture["groups"]]
        self.sizes = [group["numExperts"] for group in self.mixture["groups"]]
        self.targets = self.mixture.get("targets") or ["down_proj"]
        self.plain = self.mixture.get("loraTargets") or [part for part in PLAIN if part not in self.targets]
        self.adapters = adapters
        self.base = read_constants(run["constants"], dtype)
        self.head = self.base["embed_tokens.weight" if config["tiedEmbeddings"] else "lm_head.weight"]
        width, theta = self.decoder["headWidth"], self.decoder["ropeTheta"]
        self.frequencies = 1.0 / theta ** (torch.arange(0, width, 2).double() / width)
        group_of = [g for g, size in enumerate(self.sizes) for _ in range(size)]
        self.group_of = torch.tensor(group_of)
        ranks = [group["rank"] for group in self.mixture["groups"] for _ in range(group["numExperts"])]
        scales = [g["alpha"] / g["rank"] for g in self.mixture["groups"] for _ in range(g["numExperts"])]
        self.ranks, self.scales = torch.tensor(ranks), torch.tensor(scales)

    def rotary(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        angles = torch.outer(positions.double(), self.frequencies).float().repeat(1, 2)
        return angles.cos(), angles.sin()

    def norm(self, x: Tensor, name: str) -> Tensor:
        scale = torch.rsqrt(x.square().mean(-1, keepdim=True) + self.decoder["normEpsilon"])
        return x * scale * self.base[name]

    def linear(self, name: str, x: Tensor, acts: bool) -> Tensor:
        """W x + b with the plain LoRA of the layer. x in `dtype`."""
        y = F.linear(x, self.base[f"{name}.weight"])
        bias = self.base.get(f"{name}.bias")
        if bias is not None:
            y = y + bias.to(y.dtype)
        if not acts or name.rsplit(".", 1)[1] not in self.plain:
            return y
        lora = self.mixture["lora"]
        a, b = self.adapters[f"{name}.lora_a"], self.adapters[f"{name}.lora_b"]
        inner = F.linear(x, a.to(x.dtype))
        return y + F.linear(inner * (lora["alpha"] / lora["rank"]), b.to(x.dtype))

    def mixed(self, name: str, x: Tensor, rows: Rows, routings: list) -> Tensor:
        """A linear layer with the mixture."""
        y = self.linear(name, x, False)
        owners = [f"{name}.groups.{group}" for group in self.groups]
        shared = self.mixture["numSharedExperts"] * self.mixture["lora"]["rank"]
        stack = lambda part, which: [self.adapters[f"{owner}.{part}"] for owner in which]
        own = owners + ([f"{name}.shared"] if shared > 0 else [])
        scales = []
        if self.groups:
            weights = self.route(x.float(), stack, owners, rows, routings)
            scales.append((weights * self.scales).repeat_interleave(self.ranks, 1))
        if shared > 0:
            lora = self.mixture["lora"]
            scales.append(torch.full((x.shape[0], shared), lora["alpha"] / lora["rank"]))
        a, b = torch.cat(stack("lora_a", own), 0), torch.cat(stack("lora_b", own), 1)
        inner = F.linear(x, a.to(x.dtype)) * torch.cat(scales, 1).to(x.dtype)
        return y + F.linear(inner, b.to(x.dtype))

    def route(self, x: Tensor, stack, owners: list[str], rows: Rows, routings: list) -> Tensor:
        groups = rows.group_mask
        experts = groups[:, self.group_of]
        if self.mixture["routing"] == "dialect":
            return experts / groups.sum(1, keepdim=True).clamp(min=1)
        expert_logits = F.linear(x, torch.cat(stack("expert_router", owners))) + (1 - experts) * EXCLUDED
        weights = expert_logits.softmax(1) * experts
        dialect_logits = None
        if self.mixture["dialectRouter"]:
            dialect_logits = F.linear(x, torch.cat(stack("dialect_router", owners)))
            dialects = (dialect_logits + (1 - groups) * EXCLUDED).softmax(1)
            weights = weights * dialects[:, self.group_of]
        routings.append((expert_logits, dialect_logits))
        chosen = top_k(weights.detach(), self.mixture["expertsPerToken"])
        weights = weights * chosen
        if self.mixture.get("renormalise"):
            weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-20)
        return weights

    def hidden(self, tokens: Tensor, positions: Tensor, attend, rows: Rows | None):
        """Last hidden states; without `rows` those of the bare base."""
        acts, routings, config = rows is not None, [], self.decoder
        cosines, sines = self.rotary(positions)
        x = F.embedding(tokens, self.base["embed_tokens.weight"]).float()
        for layer in range(config["numLayers"]):
            name = f"layers.{layer}"
            part = lambda which: f"{name}.{BLOCK.get(which, 'mlp')}.{which}"
            normed = self.norm(x, f"{name}.input_layernorm.weight").to(self.dtype)
            heads = lambda which: self.linear(part(which), normed, acts).view(len(tokens), -1, config["headWidth"]).transpose(0, 1)
            q, k, v = rotate(heads("q_proj"), cosines, sines), rotate(heads("k_proj"), cosines, sines), heads("v_proj")
            context = attend(layer, q, k, v).transpose(0, 1).reshape(len(tokens), -1)
            x = x + self.apply(part("o_proj"), context, rows, routings).float()
            normed = self.norm(x, f"{name}.post_attention_layernorm.weight").to(self.dtype)
            gate = self.apply(part("gate_proj"), normed, rows, routings)
            up = self.apply(part("up_proj"), normed, rows, routings)
            x = x + self.apply(part("down_proj"), F.silu(gate) * up, rows, routings).float()
        return self.norm(x, "norm.weight"), routings

    def apply(self, name: str, x: Tensor, rows: Rows | None, routings: list) -> Tensor:
        if rows is not None and name.rsplit(".", 1)[1] in self.targets:
            return self.mixed(name, x, rows, routings)
        return self.linear(name, x, rows is not None)

    def losses(self, rows: Rows, prefixes: list) -> tuple[Tensor, Tensor, Tensor]:
        def attend(layer: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            parts = []
            for (start, end, _), lengths, prefix in zip(rows.spans, rows.lengths, prefixes):
                own = (each[:, start:end] for each in (q, k, v))
                before = prefix[layer] if prefix is not None else None
                parts.append(tree_attention(*own, before, lengths))
            return parts[0] if len(parts) == 1 else torch.cat(parts, 1)

        hidden, routings = self.hidden(rows.tokens, rows.positions, attend, rows)
        logits = F.linear(hidden[rows.places].to(self.dtype), self.head).float()
        lm = F.cross_entropy(logits, rows.targets)
        zero = torch.zeros(())
        if not routings:
            return lm, zero, zero
        probabilities = torch.cat([experts for experts, _ in routings]).softmax(1)
        count = probabilities.shape[1]
        selected = top_k(probabilities.detach(), self.mixture["expertsPerToken"]).mean(0)
        balance = count * (selected * probabilities.mean(0)).sum()
        if routings[0][1] is None or len(self.groups) < 2:
            return lm, balance, zero
        means = torch.stack([dialects for _, dialects in routings]).mean(0)
        samples = len(rows.dialects)
        sums = torch.zeros(samples, means.shape[1]).index_add(0, rows.sample_of, means)
        logits = sums / torch.bincount(rows.sample_of, minlength=samples)[:, None]
        return lm, balance, F.cross_entropy(logits, rows.dialects)


def top_k(weights: Tensor, k: int) -> Tensor:
    return torch.zeros_like(weights).scatter(1, weights.topk(k, 1).indices, 1.0)


def rotate(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    """x (H, T, dh), rotated in float32."""
    wide = x.float()
    first, second = wide.chunk(2, 2)
    return (wide * cosines + torch.cat([-second, first], 2) * sines).to(x.dtype)


def tree_attention(q: Tensor, k: Tensor, v: Tensor, prefix: tuple[Tensor, Tensor] | None, lengths: list[int]) -> Tensor:
    """Each sample attends to the prefix and, causally, to itself: q (H, T, dh), k and v (Hkv, T, dh). Query heads that share a key
    are rows of one head, so that no key is copied; scores are not kept for the gradient."""
    heads, _, width = q.shape
    shared = k.shape[0]
    parts = []
    for own_q, own_k, own_v in zip(q.split(lengths, 1), k.split(lengths, 1), v.split(lengths, 1)):
        length = own_q.shape[1]
        if prefix is not None:
            own_k, own_v = torch.cat([prefix[0], own_k], 1), torch.cat([prefix[1], own_v], 1)
        before = own_k.shape[1] - length
        bias = torch.full((length, length + before), EXCLUDED, dtype=q.dtype).triu(before + 1).repeat(heads // shared, 1)
        rows = own_q.reshape(1, shared, heads // shared * length, width)
        context = F.scaled_dot_product_attention(rows, own_k[None], own_v[None], attn_mask=bias)
        parts.append(context.view(heads, length, width))
    return torch.cat(parts, 1)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    repeats = q.shape[0] // k.shape[0]
    k, v = k.repeat_interleave(repeats, 0), v.repeat_interleave(repeats, 0)
    return F.scaled_dot_product_attention(q[None], k[None], v[None], attn_mask=mask)[0]


class Prefixes:
    """Keys and values of prefixes, the least recently used thrown away above a limit."""

    def __init__(self, model: Model, tokens: list[list[int]], megabytes: int):
        self.model, self.tokens, self.limit = model, tokens, megabytes << 20
        self.known: OrderedDict[int, list[tuple[Tensor, Tensor]]] = OrderedDict()
        self.computed = 0

    def get(self, index: int | None) -> list[tuple[Tensor, Tensor]] | None:
        if index is None:
            return None
        if index not in self.known:
            self.known[index] = self.compute(index)
        self.known.move_to_end(index)
        while len(self.known) > 1 and self.bytes() > self.limit:
            self.known.popitem(last=False)
        return self.known[index]

    def bytes(self) -> int:
        return sum(2 * len(each) * each[0][0].nbytes for each in self.known.values())

    def compute(self, index: int) -> list[tuple[Tensor, Tensor]]:
        ids = self.tokens[index]
        begun, before = 0, None
        for other, layers in self.known.items():
            same = next((i for i, (a, b) in enumerate(zip(ids, self.tokens[other])) if a != b), min(len(ids), len(self.tokens[other])))
            if same > begun:
                begun, before = min(same, len(ids) - 1), layers
        rest = torch.tensor(ids[begun:])
        made: list[tuple[Tensor, Tensor]] = []

        def attend(layer: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            if before is not None:
                k = torch.cat([before[layer][0][:, :begun], k], 1)
                v = torch.cat([before[layer][1][:, :begun], v], 1)
            made.append((k.contiguous(), v.contiguous()))
            mask = torch.ones(len(rest), len(ids), dtype=torch.bool).tril(begun)
            return attention(q, k, v, mask)

        with torch.no_grad():
            self.model.hidden(rest, torch.arange(begun, len(ids)), attend, None)
        self.computed += len(rest)
        return made


class AdamW:
    """AdamW with the gradient norm clipped, as the engine's graph has it."""

    def __init__(self, weights: dict[str, Tensor], settings: dict):
        self.weights, self.settings = weights, settings
        self.first = {name: torch.zeros_like(each) for name, each in weights.items()}
        self.second = {name: torch.zeros_like(each) for name, each in weights.items()}

    @torch.no_grad()
    def step(self, rate: float, count: int) -> float:
        s = self.settings
        gradients = {name: each.grad for name, each in self.weights.items() if each.grad is not None}
        norm = math.sqrt(sum(float(each.square().sum()) for each in gradients.values()))
        if not math.isfinite(norm):
            raise FloatingPointError(f"update {count}: the gradient is not finite; the state before it is saved")
        factor = min(s["clipNorm"] / (norm + 1e-6), 1.0)
        c1, c2 = 1 / (1 - s["beta1"] ** count), 1 / (1 - s["beta2"] ** count)
        for name, weight in self.weights.items():
            gradient = gradients[name] * factor if name in gradients else torch.zeros_like(weight)
            first = self.first[name].mul_(s["beta1"]).add_(gradient, alpha=1 - s["beta1"])
            second = self.second[name].mul_(s["beta2"]).addcmul_(gradient, gradient, value=1 - s["beta2"])
            change = (first * c1).div_((second * c2).sqrt_().add_(s["epsilon"]))
            if weight.ndim >= 2:
                change.add_(weight, alpha=s["weightDecay"])
            weight.sub_(change, alpha=rate)
        return norm


def learning_rate(progress: float, s: dict) -> float:
    warm, final, peak = s["warmupRatio"], s["finalRatio"], s["learningRate"]
    if progress < warm:
        return peak * max(progress / warm, 1e-3)
    cosine = 0.5 * (1 + math.cos(math.pi * min(1, (progress - warm) / (1 - warm))))
    return peak * (final + (1 - final) * cosine)


@torch.no_grad()
def update_average(average: dict[str, Tensor], weights: dict[str, Tensor], decay: float, step: int, every: int = 8) -> None:
    """Every few steps, the decay raised to that power; early in the run it follows quickly, as the engine's does."""
    if step % every == 0:
        rate = 1 - min(decay, (1 + step) / (10 + step)) ** every
        for name, each in average.items():
            each.add_(weights[name] - each, alpha=rate)


def check(run: dict, weights: dict[str, Tensor], steps: list[str]) -> None:
    """Refuses what this trainer would compute otherwise than the engine."""
    decoder, mixture, loss = run["config"]["decoder"], run["config"]["mixture"], run["loss"]
    pooled = run.get("balanceOver") != "micro-batch" and loss["balance"] > 0 and len(mixture["groups"]) > 0
    absent = {
        "positions other than plain rotary ones": decoder["ropeTheta"] is None or decoder.get("ropeScaling") is not None,
        "a sliding window": decoder.get("slidingWindow") is not None,
        "dropout": mixture["dropout"] > 0 or mixture["lora"]["dropout"] > 0,
        "experts that are no LoRAs, or a fusion block": mixture.get("experts", "lora") != "lora" or mixture.get("fusionWidth") is not None,
        "routers of each group, or hard ones": mixture.get("expertRouters") == "per-group" or mixture.get("hardDialectRouter") is True,
        "a dialect loss over padding": mixture.get("dialectLossPositions") == "all",
        "balance within groups, or localized": mixture["balanceWithinGroups"] or mixture.get("balance") == "localized",
        "smoothed labels": loss["labelSmoothing"] > 0 or loss["dialectSmoothing"] > 0,
        "adapters that stay as they are": set(run["trainable"]) != set(weights),
        "a balance over updates of micro-batches": pooled and any(len(json.loads(step)) > 1 for step in steps),
    }
    for what, wanted in absent.items():
        if wanted:
            raise ValueError(f"run.json: expected a run without {what}, which this trainer does not know; train it with the engine")


class Pages:
    """What is freed stays with the process, in one arena: an update's large tensors would be given back and faulted in again, up to
    a third of the time. Above a limit all of it is given back at once. For glibc; other C libraries do as they do."""

    def __init__(self, megabytes: int):
        self.limit, self.library = megabytes << 20, ctypes.CDLL(None)
        if hasattr(self.library, "mallopt"):
            never_trim, no_maps, one_arena = (-1, -1), (-4, 0), (-8, 1)  # M_TRIM_THRESHOLD, M_MMAP_MAX, M_ARENA_MAX
            for parameter, value in (never_trim, no_maps, one_arena):
                self.library.mallopt(parameter, value)

    def give_back(self) -> None:
        statm = Path("/proc/self/statm")
        if not statm.exists() or not hasattr(self.library, "malloc_trim"):
            return
        if int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") > self.limit:
            self.library.malloc_trim(0)


def write(path: Path, write_to) -> None:
    part = path.with_suffix(path.suffix + ".part")
    write_to(part)
    os.replace(part, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="bfloat16", help="of matrix products and attention")
    parser.add_argument("--threads", type=int, help="default: PyTorch's own")
    parser.add_argument("--steps", type=int, help="stop after so many updates; the schedule stays that of the whole run")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so many minutes of this call")
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument("--prefix-megabytes", type=int, default=1536, help="memory for keys and values of prefixes")
    parser.add_argument("--resident-megabytes", type=int, default=12288, help="give freed memory back to the system above so much")
    arguments = parser.parse_args()
    pages = Pages(arguments.resident_megabytes)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    folder = arguments.folder
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    plan = (folder / "steps.jsonl").read_bytes()
    if hashlib.sha256(plan).hexdigest() != run["planSha256"]:
        raise ValueError("steps.jsonl: expected the plan that run.json names; export the run again")
    steps = plan.decode("utf-8").splitlines()
    prefix_tokens = [json.loads(line) for line in (folder / "prefixes.jsonl").read_text(encoding="utf-8").splitlines()]

    weights = {name: each.requires_grad_() for name, each in load_file(folder / "initial.safetensors").items()}
    check(run, weights, steps)
    optimizer = AdamW(weights, run["optimizer"])
    decay = run["optimizer"]["emaDecay"]
    average = {name: each.detach().clone() for name, each in weights.items()} if decay is not None else None
    done, minutes_before = 0, 0.0
    kept = {"weight": weights, "first": optimizer.first, "second": optimizer.second, "average": average or {}}
    state_file, position_file = folder / "state.safetensors", folder / "state.json"
    if position_file.exists():
        position = json.loads(position_file.read_text(encoding="utf-8"))
        if position["planSha256"] != run["planSha256"]:
            raise ValueError("state.json: expected the state of this plan; remove it, or export into another folder")
        done, minutes_before = position["step"], position["minutes"]
        with torch.no_grad():
            for name, each in load_file(state_file).items():
                kind, own = name.split("/", 1)
                kept[kind][own].copy_(each)

    dtype = torch.float32 if arguments.precision == "float32" else torch.bfloat16
    model = Model(run, weights, dtype)
    print(f"base read, update {done} of {len(steps)}, {torch.get_num_threads()} threads", flush=True)
    prefixes = Prefixes(model, prefix_tokens, arguments.prefix_megabytes)
    started = time.perf_counter()
    minutes = lambda: (time.perf_counter() - started) / 60

    def save() -> None:
        tensors = {f"{kind}/{name}": each.detach() for kind, all_of in kept.items() for name, each in all_of.items()}
        write(state_file, lambda path: save_file(tensors, path))
        position = {"step": done, "minutes": minutes_before + minutes(), "planSha256": run["planSha256"]}
        write(position_file, lambda path: path.write_text(json.dumps(position), encoding="utf-8"))
        result = {name: each.detach().contiguous() for name, each in (average or weights).items()}
        write(folder / "result.safetensors", lambda path: save_file(result, path))
        facts = {**position, "steps": len(steps), "precision": arguments.precision, "name": f"PyTorch {torch.__version__}"}
        write(folder / "result.json", lambda path: path.write_text(json.dumps(facts), encoding="utf-8"))

    last = min(len(steps), arguments.steps if arguments.steps is not None else len(steps))
    saved = 0.0
    own = run["scope"] == "own"
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        limit = (run["maxMinutes"] or math.inf) - minutes_before
        while done < last and minutes() < min(limit, arguments.minutes):
            begun = time.perf_counter()
            micros = []
            for micro in json.loads(steps[done]):
                lengths = [len(prefix_tokens[row["prefix"]]) if row["prefix"] is not None else 0 for row in micro]
                micros.append(Rows(micro, lengths, len(model.groups), own))
            totals = [sum(of(each) for each in micros) for of in (lambda r: len(r.targets), lambda r: len(r.tokens), lambda r: len(r.dialects))]
            sums = [0.0, 0.0, 0.0]
            for each in weights.values():
                each.grad = None
            for rows in micros:
                terms = model.losses(rows, [prefixes.get(index) for _, _, index in rows.spans])
                shares = [len(rows.targets) / totals[0], len(rows.tokens) / totals[1], len(rows.dialects) / totals[2]]
                factors = [shares[0], shares[1] * run["loss"]["balance"], shares[2] * run["loss"]["dialect"]]
                sum(term * factor for term, factor in zip(terms, factors)).backward()
                sums = [total + share * term.item() for total, share, term in zip(sums, shares, terms)]
            progress = max(done / len(steps), (minutes_before + minutes()) / run["maxMinutes"] if run["maxMinutes"] else 0)
            rate = learning_rate(progress, run["optimizer"])
            norm = optimizer.step(rate, done + 1)
            done += 1
            if average is not None:
                update_average(average, weights, decay, done)
            seconds = time.perf_counter() - begun
            loss = sums[0] + run["loss"]["balance"] * sums[1] + run["loss"]["dialect"] * sums[2]
            entry = {
                "step": done, "minutes": minutes_before + minutes(), "learningRate": rate, "loss": loss, "lmLoss": sums[0],
                "balanceLoss": sums[1], "dialectLoss": sums[2], "gradientNorm": norm, "samples": totals[2], "tokens": totals[1],
                "prefixTokens": prefixes.computed, "seconds": seconds,
            }  # fmt: skip
            prefixes.computed = 0
            log.write(json.dumps(entry) + "\n")
            log.flush()
            print(f"{done}/{len(steps)} loss {sums[0]:.4f} dialect {sums[2]:.3f} norm {norm:.2f} {totals[2] / seconds:.2f} questions/s {totals[1] / seconds:.0f} tokens/s", flush=True)
            pages.give_back()
            if minutes() - saved >= arguments.save_minutes:
                save()
                saved = minutes()
    save()


if __name__ == "__main__":
    main()
