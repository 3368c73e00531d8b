"""Makes the base of docs/guide/models.md: a random Llama of 71,000 weights in float16, with a tokenizer of 642 tokens.

Usage: python make_guide_base.py <folder>   (needs torch, transformers)
"""

import json
import os
import shutil
import sys

import torch
from transformers import LlamaConfig, LlamaForCausalLM

folder = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
tokenizer = os.path.join(here, "../../packages/moe/fixtures/tokenizers/llama3.tokenizer.json")
with open(tokenizer) as file:
    special = {each["content"]: each["id"] for each in json.load(file)["added_tokens"]}
config = LlamaConfig(
    vocab_size=642,
    hidden_size=48,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=3,
    num_key_value_heads=1,
    max_position_embeddings=128,
    bos_token_id=special["<|begin_of_text|>"],
    eos_token_id=special["<|end_of_text|>"],
    tie_word_embeddings=True,
)
torch.manual_seed(0)
model = LlamaForCausalLM(config)
for name, parameter in model.named_parameters():
    if "norm" not in name:
        torch.nn.init.normal_(parameter, std=0.15)
model.half().save_pretrained(folder)
shutil.copy(tokenizer, os.path.join(folder, "tokenizer.json"))
