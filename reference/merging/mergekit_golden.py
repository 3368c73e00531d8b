"""Makes tiny models, merges them with mergekit, and stores models, configurations and results.

Usage: python mergekit_golden.py <folder>   (needs torch, transformers, safetensors, mergekit 0.1.5)

The folder gets `models/{base,sqlite,postgres}` and, for each case, `<case>.yaml` and `<case>.safetensors`.
DARE draws its masks with a hash of element and seed, the one of `random-mask.ts`, in the place of torch.bernoulli:
what is compared is everything but the random numbers.
"""

import os
import shutil
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
import yaml
from mergekit import sparsify
from mergekit.config import MergeConfiguration
from mergekit.merge import run_merge
from mergekit.options import MergeOptions
from safetensors.torch import load_file, save_file
from transformers import Qwen2Config, Qwen2ForCausalLM

folder = sys.argv[1]
models = os.path.join(folder, "models")
os.makedirs(models, exist_ok=True)
config = Qwen2Config(
    vocab_size=16, hidden_size=8, intermediate_size=12, num_hidden_layers=3,
    num_attention_heads=2, num_key_value_heads=1, tie_word_embeddings=False,
)


def make(name: str, seed: int) -> None:
    path = os.path.join(models, name)
    if os.path.exists(path):
        return
    torch.manual_seed(seed)
    model = Qwen2ForCausalLM(config).float()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    model.save_pretrained(path)


for index, name in enumerate(["base", "sqlite", "postgres"]):
    make(name, index)

method = {"merge_method": None, "base_model": "base", "dtype": "float32"}
both = [{"model": "sqlite"}, {"model": "postgres"}]


def weighted(*weights, **more):
    return [
        {"model": name, "parameters": {"weight": weight, **{k: v[i] for k, v in more.items()}}}
        for i, (name, weight) in enumerate(zip(["sqlite", "postgres"], weights))
    ]


cases = {
    "slerp": {
        "merge_method": "slerp", "base_model": "sqlite", "dtype": "float32", "models": both,
        "parameters": {"t": [
            {"filter": "self_attn", "value": [0, 0.5, 0.3, 0.7, 1]},
            {"filter": "mlp", "value": [1, 0.5, 0.7, 0.3, 0]},
            {"value": 0.5},
        ]},
    },
    "slerp-slices": {
        "merge_method": "slerp", "base_model": "sqlite", "dtype": "float32",
        "slices": [
            {"sources": [{"model": "sqlite", "layer_range": [0, 2]},
                         {"model": "postgres", "layer_range": [1, 3]}],
             "parameters": {"t": 0.25}},
            {"sources": [{"model": "sqlite", "layer_range": [2, 3]},
                         {"model": "postgres", "layer_range": [0, 1]}],
             "parameters": {"t": [0.9, 0.1]}},
        ],
    },
    "linear": {
        "merge_method": "linear", "dtype": "float32", "models": weighted([0.2, 1, 0.6], 0.5),
    },
    "linear-sum": {
        "merge_method": "linear", "dtype": "float32", "models": weighted(0.3, 0.5),
        "parameters": {"normalize": False},
    },
    "task_arithmetic": {**method, "merge_method": "task_arithmetic", "models": weighted(0.7, -0.3),
                        "parameters": {"lambda": 1.5}},
    "ties": {**method, "merge_method": "ties", "models": weighted(1.0, 0.5, density=[0.5, [0.3, 0.8]])},
    "ties-rescale": {**method, "merge_method": "ties",
                     "models": weighted(1.0, 0.5, density=[0.4, 0.6]),
                     "parameters": {"normalize": False, "rescale": True, "int8_mask": True, "lambda": 0.8}},
    "dare_linear": {**method, "merge_method": "dare_linear",
                    "models": weighted(0.6, 0.4, density=[0.5, 0.7])},
    "dare_ties": {**method, "merge_method": "dare_ties",
                  "models": weighted(0.6, 0.4, density=[0.5, 0.7]), "parameters": {"normalize": True}},
    "bfloat16": {**method, "merge_method": "ties", "models": weighted(1.0, 1.0, density=[1.0, 1.0]),
                 "out_dtype": "bfloat16"},
    "passthrough": {
        "merge_method": "passthrough", "dtype": "float32",
        "slices": [{"sources": [{"model": "sqlite", "layer_range": [0, 2]}]},
                   {"sources": [{"model": "postgres", "layer_range": [2, 3]}]}],
    },
}


def fnv(text: str, seed: int) -> int:
    value = (0x811C9DC5 ^ ((seed * 0x9E3779B1) & 0xFFFFFFFF)) & 0xFFFFFFFF
    for character in text:
        value = ((value ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return value


def mask_of(seed: int, size: int, density: float) -> np.ndarray:
    index = np.arange(size, dtype=np.uint64)
    m = np.uint64(0xFFFFFFFF)
    first, second = np.uint64(0x85EBCA6B), np.uint64(0xC2B2AE35)
    value = ((index ^ np.uint64(seed)) * first) & m
    value ^= value >> np.uint64(13)
    value = (value * second) & m
    value ^= value >> np.uint64(16)
    value = (((value + np.uint64(seed)) & m) * first) & m
    value ^= value >> np.uint64(13)
    value = (value * second) & m
    value ^= value >> np.uint64(16)
    return value.astype(np.float64) / 2**32 < density


# mergekit thins the task vectors of one tensor in the order of the models; `current` says which comes next
current = {"name": "", "which": 0}
original_sparsify = sparsify.sparsify


def hashed_bernoulli(tensor, density, rescale_norm=None):
    current["which"] += 1
    if density >= 1:
        return tensor
    seed = fnv(f"{current['which']}:{current['name']}", 42)
    mask = torch.from_numpy(mask_of(seed, tensor.numel(), density)).reshape(tensor.shape).float()
    return sparsify.rescaled_masked_tensor(tensor, mask, rescale_norm)


sparsify.bernoulli = hashed_bernoulli

from mergekit.merge_methods import task_adapter

original_execute = task_adapter.ExecuteMergeMethodTask.execute


def execute(self, **arguments):
    current.update(name=self.output_weight.name, which=0)
    return original_execute(self, **arguments)


task_adapter.ExecuteMergeMethodTask.execute = execute

os.chdir(models)
for name, case in cases.items():
    out = os.path.join("..", f"out-{name}")
    run_merge(
        MergeConfiguration.model_validate(case), out,
        MergeOptions(copy_tokenizer=False, write_model_card=False, allow_crimes=True),
    )
    weights = {}
    for file in sorted(os.listdir(out)):
        if file.endswith(".safetensors"):
            weights |= load_file(os.path.join(out, file))
    save_file(weights, os.path.join("..", f"{name}.safetensors"))
    with open(os.path.join("..", f"{name}.yaml"), "w") as file:
        yaml.safe_dump(case, file, sort_keys=False)
    shutil.rmtree(out)
