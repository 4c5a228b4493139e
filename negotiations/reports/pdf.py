"""A paper as a tagged PDF. The words go in as data, never as markup, so nothing that somebody typed is taken for it."""

from dataclasses import asdict

from negotiations.reports.paper import Paper
from negotiations.reports.typeset import typeset

TEMPLATE = b"""
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title, author: "Parley", date: none) // the note says when it was made
#set page(paper: "a4", margin: 2cm, numbering: "1 / 1")
#set text(size: 9.5pt, fill: rgb("#1c2127"), lang: "en")
#set par(leading: 0.6em)
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.7em, text(size: 11.5pt, it.body))
#show heading.where(level: 1): it => block(below: 0.8em, text(size: 16pt, it.body))
#let short = 14
= #paper.title
#par(text(fill: rgb("#4a5462"), paper.subtitle))
#if paper.secret [
  #par(text(fill: rgb("#5b3d8a"))[Confidential: holds targets, floor and estimates.])
]
#for one in paper.sections {
  heading(level: 2, one.heading)
  for words in one.words { par(words) }
  if one.table != none {
    let count = one.table.head.len()
    let last = one.table.rows.len()
    table(
      columns: range(count).map(n => {
        let longest = calc.max(..(one.table.head, ..one.table.rows).map(row => row.at(n).clusters().len()))
        if n in one.table.right or longest <= short { auto } else { 1fr }
      }),
      align: (n, row) => if n in one.table.right { right } else { left },
      stroke: (x, y) => (bottom: 0.5pt + rgb("#c9d0d8")),
      inset: (x: 4pt, y: 3pt),
      ..if one.table.head.join() != "" {
        (table.header(..one.table.head.map(words => text(weight: "bold", size: 8.5pt, words))),)
      },
      ..one.table.rows.enumerate().map(((n, row)) => row.map(words => text(
        size: 8.5pt, weight: if one.table.foot and n == last - 1 { "bold" } else { "regular" }, words,
      ))).flatten(),
    )
  }
}
#v(1em)
#text(size: 7.5pt, fill: rgb("#4a5462"), paper.note)
"""


def write(paper: Paper) -> bytes:
    """The file."""
    return typeset(TEMPLATE, _plain(paper))


def _plain(paper: Paper) -> dict[str, object]:
    document = asdict(paper)
    for section in document["sections"]:
        if section["table"] is not None:
            section["table"]["right"] = sorted(section["table"]["right"])
    return document
