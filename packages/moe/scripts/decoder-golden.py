"""Reference numbers of a tiny Qwen2 decoder, run by Hugging Face transformers in float32.

Prints JSON for src/testing/decoder-golden.ts. Weights and inputs are t[i] = scale * sin(0.7 i + shift), row-major, where the
shift of a weight is its place in the sorted list of names; norm weights get 1 added.
Needs: pip install torch transformers
"""
import json
import math

import torch
from transformers import Qwen2Config, Qwen2Model


def sine(shape, shift, scale):
    size = math.prod(shape)
    return torch.tensor([scale * math.sin(0.7 * i + shift) for i in range(size)], dtype=torch.float32).reshape(shape)


config = Qwen2Config(
    vocab_size=8, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
    rope_theta=10000.0, rms_norm_eps=1e-6, attn_implementation="eager", max_position_embeddings=64,
)
model = Qwen2Model(config).eval()
parameters = {name: value for name, value in model.named_parameters() if "embed_tokens" not in name}
with torch.no_grad():
    for shift, name in enumerate(sorted(parameters)):
        offset = 1.0 if "norm" in name else 0.0
        parameters[name].copy_(sine(tuple(parameters[name].shape), shift, 0.3) + offset)
    x = sine((2, 5, 16), 50, 1.0)
    hidden = model(inputs_embeds=x).last_hidden_state
print(json.dumps({"names": sorted(parameters), "hidden": [round(v, 6) for v in hidden.flatten().tolist()]}))
