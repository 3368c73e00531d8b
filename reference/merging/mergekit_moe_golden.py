"""Makes tiny Llama models with a tokenizer, merges them with mergekit-moe, and stores models and results.

Usage: python mergekit_moe_golden.py <folder>   (needs torch, transformers, tokenizers, safetensors, mergekit 0.1.5)

mergekit computes hidden states in bfloat16; here it is made to load models in float32, so that numbers compare.
The folder gets `moe-models/{base,sqlite,postgres}` and per gate mode `moe-<mode>.yaml` and `moe-<mode>.safetensors`:
the state dict that transformers loads from mergekit's output, and the logits of a row of tokens as `logits`.
`moe-keywords.safetensors` holds the keyword gates of SQL-GEN, computed with forward hooks on self-attention.
"""

import os
import shutil
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers
import yaml
from mergekit.moe.config import MoEMergeConfig
from mergekit.options import MergeOptions
from mergekit.scripts.moe import build
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

folder = sys.argv[1]
home = os.path.join(folder, "moe-models")
os.makedirs(home, exist_ok=True)

# a token for each byte, as Llama 3's tokenizer would have without merges
vocabulary = {token: i for i, token in enumerate(["<s>", "</s>", *sorted(pre_tokenizers.ByteLevel.alphabet())])}
tokenizer = Tokenizer(models.BPE(vocabulary, merges=[]))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
fast = PreTrainedTokenizerFast(
    tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>"
)
config = LlamaConfig(
    vocab_size=len(vocabulary), hidden_size=8, intermediate_size=12, num_hidden_layers=2, num_attention_heads=2,
    num_key_value_heads=1, tie_word_embeddings=False, bos_token_id=0, eos_token_id=1,
)
for index, name in enumerate(["base", "sqlite", "postgres"]):
    path = os.path.join(home, name)
    if os.path.exists(path):
        continue
    torch.manual_seed(10 + index)
    model = LlamaForCausalLM(config).float()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    model.save_pretrained(path)
    fast.save_pretrained(path)
    for extra in ["generation_config.json", "tokenizer_config.json", "special_tokens_map.json"]:
        if extra == "generation_config.json" and os.path.exists(os.path.join(path, extra)):
            os.remove(os.path.join(path, extra))

load = AutoModelForCausalLM.from_pretrained


def load_float32(*arguments, **options):
    options.pop("torch_dtype", None)
    options["device_map"] = "cpu"
    return load(*arguments, dtype=torch.float32, **options)


AutoModelForCausalLM.from_pretrained = load_float32

prompts = [
    {"positive_prompts": ["select count from w20", "julianday glob"], "negative_prompts": ["ilike"]},
    {"positive_prompts": ["distinct on select", "ilike"], "negative_prompts": []},
]
keywords = [["glob", "julianday", "limit by"], ["distinct on", "ilike"]]
tokens = torch.tensor([[0, 3, 17, 4, 22, 5, 9, 30]])
os.chdir(home)
for mode in ["hidden", "cheap_embed"]:
    case = {
        "base_model": "base", "gate_mode": mode, "dtype": "float32", "experts_per_token": 1,
        "experts": [
            {"source_model": "sqlite", **prompts[0], "residual_scale": 0.5},
            {"source_model": "postgres", **prompts[1]},
        ],
    }
    out = os.path.join("..", f"out-{mode}")
    build(MoEMergeConfig.model_validate(case), out, MergeOptions(device="cpu"), device="cpu")
    merged = load(out, dtype=torch.float32)
    state = {k: v.contiguous().clone() for k, v in merged.state_dict().items()}
    with torch.no_grad():
        state["logits"] = merged(tokens).logits
    save_file(state, os.path.join("..", f"moe-{mode}.safetensors"))
    with open(os.path.join("..", f"moe-{mode}.yaml"), "w") as file:
        yaml.safe_dump(case, file, sort_keys=False)
    shutil.rmtree(out)

gates = {}
for name, words_of in zip(["sqlite", "postgres"], keywords):
    model = load(name, dtype=torch.float32)
    states = [torch.zeros(8) for _ in range(2)]
    for keyword in words_of:
        seen = {}
        hooks = [
            layer.self_attn.register_forward_hook(
                lambda _m, _i, output, index=index: seen.__setitem__(index, output[0])
            )
            for index, layer in enumerate(model.model.layers)
        ]
        with torch.no_grad():
            model(torch.tensor([fast.encode(keyword, add_special_tokens=False)]))
        for hook in hooks:
            hook.remove()
        for index in range(2):
            states[index] += seen[index][0].sum(dim=0) / len(words_of)
    for index in range(2):
        gates[f"{name}.{index}"] = states[index]
save_file(gates, os.path.join("..", "moe-keywords.safetensors"))
