"""Trains the report model: PolNeAR's attributions -> an encoder with its heads (service/quotes/nlp/report_model.py).

The loss of an arc is that of all words of the annotated cue (source) together: which of them is pointed at is left
open.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers.models.bert.modeling_bert import BertSelfAttention

from evaluation.gold import GoldDocument, Spans, polnear
from evaluation.plain import load
from quotes.nlp import stanza_parser
from quotes.nlp.report_model import SHARED, ReportModel, Window, Word, collate, in_marks, windows
from quotes.nlp.text import ReadingCopy
from training.schedule import factor

SUBWORDS_AT_ONCE = 4096
SHORTEST_WINDOW = 192


@dataclass(frozen=True)
class AnnotatedArticle:
    """Words with their places in the text, their parts, and each attribution's words: source, cue, content."""

    words: list[Word]
    parts: list[int]
    attributions: list[tuple[list[int], list[int], list[int]]]


def read(document: GoldDocument, tokenize: object) -> AnnotatedArticle:
    """Tokenize an annotated article as the service does, and find the words of its attributions."""
    copy = ReadingCopy(document.text, 512)
    tokens = [
        (copy.text[t.start_char : t.end_char], t.start_char, t.end_char)
        for sentence in tokenize(copy.text).sentences  # type: ignore[operator]
        for t in sentence.tokens
    ]
    placed = [(text, copy.paragraph(start), copy.span(start, end).start) for text, start, end in tokens]
    quoted = in_marks([(text, paragraph) for text, paragraph, _ in placed])
    words = [
        Word(text[: stanza_parser.LONGEST_TOKEN], paragraph, q)
        for (text, paragraph, _), q in zip(placed, quoted, strict=True)
    ]
    starts = [start for *_, start in placed]

    def covered(spans: Spans) -> list[int]:
        return [i for i, start in enumerate(starts) if any(s.start <= start < s.end for s in spans)]

    found = [(covered(a.source), covered(a.cue), covered(a.content)) for a in document.attributions]
    parts = [0] * len(words)
    for source, cue, content in sorted(found, key=lambda each: -len(each[2])):
        for kind, numbers in ((5, content), (1, source), (3, cue)):
            for i in numbers:
                parts[i] = kind if i - 1 not in numbers else kind + 1
    return AnnotatedArticle(words, parts, found)


@dataclass(frozen=True)
class LabelledWindow:
    """A window with what is to be learned: parts, and for a word the words that its arc may point at."""

    window: Window
    parts: list[int]
    cues: dict[int, set[int]]
    sources: dict[int, set[int]]


def labelled_windows(article: AnnotatedArticle, tokenizer: object, most: int) -> Iterator[LabelledWindow]:
    """The windows of an article; what an attribution has outside its cue's window is out of reach."""
    for window in windows(article.words, tokenizer, most):
        inside = range(window.start, window.end)
        cues: dict[int, set[int]] = {}
        sources: dict[int, set[int]] = {}
        for source, cue, content in article.attributions:
            near = {i - window.start + 1 for i in cue if i in inside}
            if not near:
                continue
            for i in content:
                if i in inside:
                    cues.setdefault(i - window.start + 1, set()).update(near)
            whose = {i - window.start + 1 for i in source if i in inside} or {0}
            for i in near:
                sources.setdefault(i, set()).update(whose)
        yield LabelledWindow(window, [0, *article.parts[window.start : window.end]], cues, sources)


def losses(model: ReportModel, batch: Sequence[LabelledWindow]) -> tuple[Tensor, Tensor, Tensor]:
    """The mean loss of parts, of arcs to cues and of arcs to sources."""
    inputs = collate([each.window for each in batch])
    parts, contents, sources = model(inputs)
    width = inputs.first.shape[1]
    wanted = torch.tensor([[*each.parts, *[-100] * (width - len(each.parts))] for each in batch])
    wanted[:, 0] = -100
    return (
        torch.nn.functional.nll_loss(parts.flatten(0, 1), wanted.flatten(), ignore_index=-100),
        _arc_loss(contents, [each.cues for each in batch]),
        _arc_loss(sources, [each.sources for each in batch]),
    )


def _arc_loss(arcs: Tensor, wanted: Sequence[dict[int, set[int]]]) -> Tensor:
    rows = [(b, tail) for b, each in enumerate(wanted) for tail in each]
    if not rows:
        return arcs.new_zeros(())
    chosen = arcs[[b for b, _ in rows], [tail for _, tail in rows]]
    mask = torch.zeros_like(chosen, dtype=torch.bool)
    places = [(n, head) for n, (b, tail) in enumerate(rows) for head in wanted[b][tail]]
    mask[[n for n, _ in places], [head for _, head in places]] = True
    return -chosen.masked_fill(~mask, -1e9).logsumexp(1).mean()


def batches(found: list[LabelledWindow], generator: random.Random | None = None) -> Iterator[list[LabelledWindow]]:
    """Windows of about one length together, in random order where a generator is given."""
    ordered = sorted(found, key=lambda each: len(each.window.subwords))
    out: list[list[LabelledWindow]] = [[]]
    for each in ordered:
        if out[-1] and len(each.window.subwords) * (len(out[-1]) + 1) > SUBWORDS_AT_ONCE:
            out.append([])
        out[-1].append(each)
    if generator:
        generator.shuffle(out)
    yield from out


def articles(path: Path, tokenize: object, cache: Path | None) -> list[AnnotatedArticle]:
    """The articles of a corpus, tokenized once."""
    if cache and cache.exists():
        kept: list[AnnotatedArticle] = pickle.loads(cache.read_bytes())
        return kept
    found = [read(document, tokenize) for document in polnear(path).documents]
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def without_attention_dropout(encoder: Any) -> Any:
    """The encoder without dropout in its attention, with which PyTorch would take a path several times as slow."""
    for module in encoder.modules():
        if isinstance(module, BertSelfAttention):
            module.dropout.p = 0.0
    return encoder


def score(model: ReportModel, found: list[LabelledWindow]) -> str:
    """Losses and accuracies on held-out windows."""
    model.eval()
    total = torch.zeros(3)
    right = torch.zeros(3)
    count = torch.zeros(3)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(found):
            total += torch.stack([x.float() for x in losses(model, batch)]) * len(batch)
            parts, contents, sources = model(collate([each.window for each in batch]))
            for b, each in enumerate(batch):
                best = parts[b].argmax(1).tolist()
                pairs = [(p, q) for p, q in zip(best[1:], each.parts[1:], strict=False) if p or q]
                right[0] += sum(p == q for p, q in pairs)
                count[0] += len(pairs)
                for n, (arcs, wanted) in enumerate(((contents[b], each.cues), (sources[b], each.sources)), 1):
                    heads = arcs.argmax(1).tolist()
                    right[n] += sum(heads[tail] in aims for tail, aims in wanted.items())
                    count[n] += len(wanted)
    model.train()
    return f"loss {(total / len(found)).tolist()} right {(right / count).tolist()}"


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(prog="python -m training.reports", description=__doc__)
    parser.add_argument("models", type=Path, help="a models folder: its tokenizer and the encoder to begin with")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path, help="the trained model's state")
    parser.add_argument("--held-out", type=Path, help="a corpus to score on after every epoch")
    parser.add_argument("--cache", type=Path, help="a folder for the tokenized articles")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.cache:
        options.cache.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    generator = random.Random(options.seed)
    tokenize = load(options.models, ("tokenize",), options.threads)
    tokenizer = stanza_parser.load_tokenizer(options.models)

    def corpus(path: Path) -> list[AnnotatedArticle]:
        return articles(path, tokenize, options.cache / f"{path.name}.pickle" if options.cache else None)

    learn = corpus(options.corpus)
    held_out = (
        [e for a in corpus(options.held_out) for e in labelled_windows(a, tokenizer, 320)] if options.held_out else []
    )
    encoder = without_attention_dropout(stanza_parser.load_encoder(options.models))
    encoder.pooler = None
    encoder.embeddings.word_embeddings.requires_grad_(False)  # shared with the parser's encoder
    model = ReportModel(encoder).train()
    decayed = [p for p in model.encoder.parameters() if p.requires_grad and p.ndim > 1]
    plain = [p for p in model.encoder.parameters() if p.requires_grad and p.ndim == 1]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": decayed, "lr": options.rate, "weight_decay": 0.01},
            {"params": plain, "lr": options.rate, "weight_decay": 0.0},
            {"params": heads, "lr": options.head_rate, "weight_decay": 0.01},
        ],
        betas=(0.9, 0.98),
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    steps = options.epochs * len(list(batches([e for a in learn for e in labelled_windows(a, tokenizer, 280)])))
    step, started = 0, time.perf_counter()
    for epoch in range(options.epochs):
        found = [e for a in learn for e in labelled_windows(a, tokenizer, generator.randint(SHORTEST_WINDOW, 384))]
        mean = torch.zeros(3)
        order = list(batches(found, generator))
        for batch in order:
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor(min(step, steps), steps, 0.08)
            with torch.autocast("cpu", torch.bfloat16):
                each = losses(model, batch)
                loss = each[0] + 0.5 * each[1] + 0.5 * each[2]
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            mean += torch.stack([x.detach().float() for x in each])
            if step % 50 == 0:
                print(f"  step {step}/{steps} {time.perf_counter() - started:.0f} s", flush=True)
        seconds = time.perf_counter() - started
        print(f"epoch {epoch + 1}: {(mean / len(order)).tolist()} {seconds:.0f} s", flush=True)
        if held_out:
            print(score(model, held_out), flush=True)
        torch.save({name: value for name, value in model.state_dict().items() if name != SHARED}, options.output)


if __name__ == "__main__":
    main()
