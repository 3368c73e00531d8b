"""Writes packages/moe/fixtures/tokenizers: small tokenizers in the styles of real bases, and what tokenizers gives with them.

    pip install -r requirements.txt
    python reference/bases/make_tokenizer_goldens.py [--seed N] [--out FOLDER]

Per style <name>.tokenizer.json and <name>.golden.json: ids of every text of corpus.json with and
without special tokens, what the ids decode to, and what random ids decode to. The corpus holds
Unicode, code, and the keywords of every dialect pack (read from packages/dialect-*/src).
"""

import argparse
import json
import random
import re
import unicodedata
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers import processors, trainers

REPOSITORY = Path(__file__).resolve().parents[2]
CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
TAIL = r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = rf"{CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}|{TAIL}"
LLAMA3 = rf"{CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}|{TAIL}"
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
VOCABULARY = 640

TEXTS = [
    "",
    " ",
    "   \n\n  \t x",
    "How many singers do we have?",
    "It's the user's choice; they'LL say WE'VE won, I'd bet 'twas so.",
    "'ſ and 'S and 'ſt: contractions and the long s",
    "SELECT count(*), \"a\".'b' FROM t AS T1 WHERE x >= 3.1415e-10 AND y <> 'O''Brien' -- note\n;",
    "MATCH (p:Person {name: $name})-[:KNOWS*1..3]->(q) RETURN q.name AS `the name` ORDER BY q.age DESC",
    "db.users.aggregate([{ $match: { age: { $gte: 21 } } }, { $group: { _id: '$city', n: { $sum: 1 } } }])",
    "def f(x):\n    return {k: v for k, v in x.items() if v != None}\n\n\n\nclass A:\n\tpass\r\n",
    "const y = (a ?? b)?.c!.d as unknown as string; // 100_000 => 0xFF\n",
    "1234567890 12 3 4567 ３４５ ٣٤٥ ⅷ ½ ²",
    " ".join(str(year) for year in range(1980, 2030)),
    "Zürich, naïve façade, coöperate, Ångström, Œuvre, ﬁne ﬂow",
    "e\u0301 vs é; A\u030a vs Å; q\u0323\u0307 vs q\u0307\u0323; \u1112\u1161\u11ab vs 한",
    "数据库里有多少位歌手？請列出所有的國家。",
    "データベースに何人の歌手がいますか？ カタカナ ﾊﾝｶｸ",
    "가수는 몇 명입니까? 국가별로 정렬하세요.",
    "كم عدد المطربين؟ مرحبا بالعالم ١٢٣",
    "כמה זמרים יש לנו? שָׁלוֹם",
    "कितने गायक हैं? क्षत्रिय",
    "มีนักร้องกี่คน ภาษาไทย",
    "Сколько у нас певцов? Ёлка, Њ, Ґ",
    "Πόσοι τραγουδιστές; ΣΊΣΥΦΟΣ σίσυφος ς",
    "👩‍👩‍👧‍👦 👍🏽 🇨🇭🇩🇪 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ☃",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠜎𠜱 𝟘𝟙 🜁",
    "zero\u200bwidth\u200djoin\ufeffbom nbsp\u00a0thin\u2009ideo\u3000line\u2028para\u2029nel\u0085end",
    "\u202eright to left\u202c \u2066isolate\u2069",
    "control \x00\x01\x1f\x7f end",
    "tabs\t\tand   many    spaces     \n  next  \r\n\r\n last ",
    " leading space", "trailing space ", "▁already ▁▁ marked▁",
    "<|endoftext|>plain<|im_start|>user\nhi<|im_end|>", "<s>not at start</s> <unk>",
    "<|begin_of_text|> <|end_of_text|><|eot", "< |endoftext| > <S>",
    "x" * 300, "aAbB" * 40, "-" * 70 + "=" * 70, "\n" * 20, "¿¡§¶†‡•…‰″‴‹›€™∞≠≤≥",
    "snake_case camelCase PascalCase kebab-case SCREAMING_SNAKE __dunder__ a.b.c x::y",
    "https://example.org/a?b=c&d=%20e#f user@example.org C:\\Temp\\new",
    "<0x0A> <0xE4> are not bytes here", "I\u0307stanbul ıIİi ẞß ŉ",
]


def keyword_texts() -> list[str]:
    """Per dialect pack all its keywords, as they stand and in lower case."""
    texts = []
    for file in sorted(REPOSITORY.glob("packages/dialect-*/src/*-keywords.ts")):
        words = dict.fromkeys(re.findall(r"\b[A-Z][A-Z0-9_]+\b", file.read_text()))
        texts += [" ".join(words), " ".join(words).lower()]
    return texts


def byte_level(pattern: str | None, normalizer, *, ignore_merges=False, extra=()) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    tokenizer.normalizer = normalizer
    split = [] if pattern is None else [pre_tokenizers.Split(Regex(pattern), "isolated", invert=False)]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [*split, *extra, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def train(tokenizer: Tokenizer, corpus: list[str]) -> Tokenizer:
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(corpus, trainer)
    return tokenizer


def qwen2(corpus):
    tokenizer = train(byte_level(QWEN2, normalizers.NFC()), corpus)
    names = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in names])
    return tokenizer


def llama3(corpus):
    tokenizer = train(byte_level(LLAMA3, None, ignore_merges=True), corpus)
    names = ["<|begin_of_text|>", "<|end_of_text|>"]
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in names])
    begin = (names[0], tokenizer.token_to_id(names[0]))
    tokenizer.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=True),
            processors.TemplateProcessing(f"{begin[0]} $A", special_tokens=[begin]),
        ]
    )
    return tokenizer


def deepseek(corpus):
    """A Llama with a chain of splits and single digits, as DeepSeek-Coder has it."""
    patterns = ["[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", "[一-龥ࠀ-一가-퟿]+"]
    splits = [pre_tokenizers.Split(Regex(p), "isolated", invert=False) for p in patterns]
    extra = [*splits, pre_tokenizers.Digits(individual_digits=True)]
    tokenizer = train(byte_level(None, None, extra=extra), corpus)
    tokenizer.add_special_tokens([AddedToken("<|endoftext|>", normalized=True)])
    tokenizer.add_tokens([AddedToken("WHERE", lstrip=True, rstrip=True, normalized=False)])
    return tokenizer


def gpt2(corpus):
    """The regex inside ByteLevel, groups of digits before it."""
    tokenizer = byte_level(None, normalizers.NFKC())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    return train(tokenizer, corpus)


def sentencepiece(corpus, *, scheme: str | None, split: bool = False):
    """BPE with byte fallback; `scheme` None is the older form, in which the normalizer marks spaces."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.normalizer = None
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    special = ["<unk>", "<s>", "</s>", *BYTES]
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=special, limit_alphabet=90, show_progress=False
    )
    tokenizer.train_from_iterator(corpus, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    merges = [tuple(merge) for merge in model["merges"]]
    tokenizer = Tokenizer(
        models.BPE(model["vocab"], merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    )
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in special[:3]])
    if scheme is None:
        tokenizer.normalizer = normalizers.Sequence(
            [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
        )
        tokenizer.decoder = decoders.Sequence(
            [
                decoders.Replace("▁", " "),
                decoders.ByteFallback(),
                decoders.Fuse(),
                decoders.Strip(" ", 1, 0),
            ]
        )
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=scheme, split=split)
        tokenizer.decoder = decoders.Sequence(
            [
                decoders.ByteFallback(),
                decoders.Metaspace(prepend_scheme=scheme, split=split),
            ]
        )
    tokenizer.post_processor = processors.TemplateProcessing(
        "<s> $A", special_tokens=[("<s>", 1)]
    )
    return tokenizer


STYLES = {
    "qwen2": qwen2,
    "llama3": llama3,
    "deepseek": deepseek,
    "gpt2": gpt2,
    "llama2": lambda corpus: sentencepiece(corpus, scheme=None),
    "mistral": lambda corpus: sentencepiece(corpus, scheme="first"),
    "metaspace-split": lambda corpus: sentencepiece(corpus, scheme="always", split=True),
}


def random_texts(seed: int, count: int) -> list[str]:
    """Strings of characters from all over Unicode, mixed with pieces of the corpus."""
    generator = random.Random(seed)
    pieces = [word for text in TEXTS for word in re.split(r"(\s+)", text) if word]
    texts = []
    for _ in range(count):
        parts = []
        for _ in range(generator.randrange(1, 12)):
            if generator.random() < 0.6:
                parts.append(generator.choice(pieces))
            else:
                limit = generator.choice([0x80, 0x600, 0x3000, 0xD800, 0x1F700])
                character = chr(generator.randrange(1, limit))
                # newer characters are not in the tables of every library and runtime
                known = unicodedata.ucd_3_2_0.category(character) not in ("Cn", "Cs")
                parts.append(character if known else "\ufffd")
        texts.append("".join(parts))
    return texts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=60, help="texts of random characters")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "packages/moe/fixtures/tokenizers")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    keywords = keyword_texts()
    texts = TEXTS + keywords + random_texts(arguments.seed, arguments.random)
    write(arguments.out / "corpus.json", texts)
    generator = random.Random(arguments.seed)
    for name, make in STYLES.items():
        tokenizer = make(TEXTS + keywords)
        (arguments.out / f"{name}.tokenizer.json").write_text(tokenizer.to_str(pretty=False) + "\n")
        plain = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        special = [tokenizer.encode(text).ids for text in texts]
        size = tokenizer.get_vocab_size()
        noise = [[generator.randrange(size) for _ in range(9)] for _ in range(60)]
        ids = special + noise
        write(
            arguments.out / f"{name}.golden.json",
            {
                "plain": plain,
                "special": special,
                "noise": noise,
                "decoded": [tokenizer.decode(row, skip_special_tokens=False) for row in ids],
                "decodedWithoutSpecial": [tokenizer.decode(row) for row in ids],
            },
        )


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
