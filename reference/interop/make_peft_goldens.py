"""Makes PEFT adapters on the tiny Qwen2 base of the fixtures, with the logits they give.

Usage: python make_peft_goldens.py <folder of the tiny base> <output folder>   (needs torch, transformers, peft)
"""

import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

base, out = sys.argv[1], sys.argv[2]
cases = {
    "all-linear": LoraConfig(
        r=4, lora_alpha=8, target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    ),
    "patterns": LoraConfig(
        r=3, lora_alpha=6, target_modules=["q_proj", "v_proj", "up_proj"], use_rslora=True,
        rank_pattern={"v_proj": 5, "layers.1.self_attn.q_proj": 2}, alpha_pattern={"up_proj": 9},
    ),
}
for name, config in cases.items():
    torch.manual_seed(7)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    adapted = get_peft_model(model, config)
    for parameter_name, parameter in adapted.named_parameters():
        if "lora_" in parameter_name:
            torch.nn.init.normal_(parameter, std=0.2)
    folder = os.path.join(out, name)
    adapted.save_pretrained(folder)
    tokens = torch.tensor([[1, 5, 9, 33, 2, 7, 77, 11]])
    with torch.no_grad():
        save_file({"logits": adapted(tokens).logits}, os.path.join(folder, "logits.safetensors"))
    readme = os.path.join(folder, "README.md")
    if os.path.exists(readme):
        os.remove(readme)
