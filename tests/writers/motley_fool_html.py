"""Saved pages of The Motley Fool to 2024: the call inside a page of menus, advertising and related articles."""

import random
from html import escape

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.motley_fool_dash import ADVERTISING, QUESTIONS, people

_AD = (
    '<div class="dfp-ads ad"><script type="text/javascript">googletag.display(\'Operator\');</script></div>',
    '<p></p><div id="pitch"></div>',
    "<p>\u00a0</p>",
    "".join(f"<p>{line}</p>" for line in ADVERTISING),
)


def write(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content)."""
    rng = random.Random(seed)
    body: list[str] = []
    section = Section.PREPARED
    for turn in call.turns:
        if turn.section is not section:
            section = turn.section
            body.append(f"<h2>{escape(rng.choice(QUESTIONS))}</h2>")
        body.append(heading(turn, rng))
        for text, _ in turn.paragraphs:
            body += [rng.choice(_AD)] * (rng.random() < 0.3)
            body.append(f"<p>{_styled(text, rng)}</p>")
    title = f"{call.company} ({call.ticker}) Q{call.fiscal_quarter} {call.fiscal_year} Earnings Call Transcript"
    page = f"""<!DOCTYPE html>
<html><head><title>
    {title} | The Motley Fool
</title>
<meta name="description" content="{call.ticker} earnings call for the period ending June 30, 2031." />
<meta name="tickers" content="{call.ticker}" />
<meta property="article:published_time" content="2031-08-15T06:02:11-04:00" />
<script>var page = "<p><strong>Operator</strong></p>";</script></head><body>
<nav><ul><li><a href="/x">Stocks: Best Kilns &amp; Ports\u2028</a></li></ul></nav><h1>{title}</h1>
<span class="article-content"><div class="image"><p class="caption">Image source: The Motley Fool.</p></div>
<p><strong>{call.company}</strong> <span class="ticker">(<a href="/q">NYSE:{call.ticker}</a>)</span><br/>Q{call.fiscal_quarter}\u00a0{call.fiscal_year} \
Earnings Call<br/><span id="date">{call.date:%b %d, %Y}</span>, <em id="time">9:30 a.m. ET</em></p><h2>Contents:</h2>
<ul><li>Prepared Remarks</li><li>Questions and Answers</li><li>Call Participants</li></ul><h2>Prepared Remarks:</h2> <br/>
{rng.choice(("", chr(10))).join(body)}<p><strong>Duration: 41 minutes</strong></p><h2>Call participants:</h2>
{"".join(heading(person, rng) for person in people(call))}<p><a href="/q">More {call.ticker} analysis</a></p>
<p><a href="/t">All earnings call transcripts</a></p></span>
<span class="article-disclosure" data-content='&lt;p&gt;This article is a transcript.&lt;/p&gt;'></span>
<h2>Stocks</h2><p><strong>Related Articles</strong> -- <em>Ten Ports To Watch</em></p></body></html>"""
    return f"{call.ticker.lower()}.html", page.encode()


def heading(turn: Said, rng: random.Random) -> str:
    name = escape(turn.speaker)
    if turn.role is Role.OPERATOR:
        return f"<p><strong>{name}</strong></p>"
    title = escape(f"{turn.firm} -- {turn.title}" if turn.firm else f"{turn.title}")
    return rng.choice(
        (
            f"<p><strong>{name}</strong> -- <em>{title}</em></p>",
            f"<p><strong>{name} -- </strong><em>{title}</em></p>",
            f"<p><strong>{name}</strong> &mdash; <em>{title}</em></p>",
            f"<p><b>{name}</b> --&nbsp;<i>{title}</i><br/></p>",
            f"<p><strong>{name} -- {title}</strong></p>",
            f"<p><strong>{name}</strong> -- {title}</p>",
        )
    )


def _styled(text: str, rng: random.Random) -> str:
    """The words with bold and italics here and there, also at the very beginning."""
    words = escape(text, quote=False).split(" ")
    for tag in ("strong", "em"):
        i = rng.choice((0, rng.randrange(len(words))))
        if rng.random() < 0.4 and len(words) > 3 and "<" not in words[i]:
            words[i] = f"<{tag}>{words[i]}</{tag}>"
    return " ".join(words)
