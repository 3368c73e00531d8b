"""Writes packages/moe/fixtures/gguf/sentencepiece.json: a small SentencePiece BPE model as a GGUF file holds it, and its tokens.

    pip install -r requirements.txt
    python reference/gguf/make_sentencepiece_goldens.py

Trained on fixtures/tokenizers/corpus.json with byte fallback and the options of Llama 2. `tokens`, `scores`, `types` are the
metadata that llama.cpp's converter writes; `ids` are SentencePiece's for each text of the corpus, `decoded` their texts.
"""

import json
import tempfile
from pathlib import Path

import sentencepiece as spm

FIXTURES = Path(__file__).resolve().parents[2] / "packages" / "moe" / "fixtures"
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6


def main() -> None:
    corpus = json.loads((FIXTURES / "tokenizers" / "corpus.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        lines = [line for text in corpus for line in text.splitlines() if line.strip()]
        spm.SentencePieceTrainer.train(
            sentence_iterator=iter(lines * 3),
            model_prefix=f"{folder}/tiny",
            model_type="bpe",
            vocab_size=900,
            byte_fallback=True,
            normalization_rule_name="identity",
            add_dummy_prefix=True,
            remove_extra_whitespaces=False,
            allow_whitespace_only_pieces=True,
            split_digits=True,
            character_coverage=0.99,
            minloglevel=2,
        )
        model = spm.SentencePieceProcessor(model_file=f"{folder}/tiny.model")
    size = model.get_piece_size()
    ids = [model.encode(text) for text in corpus]
    golden = {
        "tokens": [model.id_to_piece(id) for id in range(size)],
        "scores": [model.get_score(id) for id in range(size)],
        "types": [kind(model, id) for id in range(size)],
        "ids": ids,
        "decoded": [model.decode(row) for row in ids],
    }
    text = json.dumps(golden, separators=(",", ":"))
    (FIXTURES / "gguf" / "sentencepiece.json").write_text(text + "\n")


def kind(model: spm.SentencePieceProcessor, id: int) -> int:
    if model.is_unknown(id):
        return UNKNOWN
    if model.is_control(id):
        return CONTROL
    return BYTE if model.is_byte(id) else NORMAL


if __name__ == "__main__":
    main()
