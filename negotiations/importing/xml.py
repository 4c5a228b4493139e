"""A small XML reader for files from strangers: no entities, no document types, bounded in size, depth and elements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from negotiations.importing.problems import Unreadable
from negotiations.uploads import MAX_XML

MAX_DEPTH = 20
MAX_ELEMENTS = 20_000


@dataclass
class Node:
    """An element: its name without a namespace, its attributes and the elements in it. Text is of no interest."""

    name: str
    attributes: dict[str, str]
    nodes: "list[Node]" = field(default_factory=list)

    def children(self, name: str) -> "list[Node]":
        return [node for node in self.nodes if node.name == name]

    def all(self, name: str) -> "Iterator[Node]":
        """Every element of this name, here and below. The depth is bounded, so this is too."""
        for node in self.nodes:
            if node.name == name:
                yield node
            yield from node.all(name)


class _TooMuch(Exception):
    """The document is deeper or longer than any that we read."""


class _Target:
    """Builds nodes as the parser goes, and stops it at the bounds."""

    def __init__(self) -> None:
        self.root = Node("", {})
        self.open = [self.root]
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise _TooMuch
        node = Node(tag.rpartition("}")[2], dict(attributes))
        self.open[-1].nodes.append(node)
        self.open.append(node)

    def end(self, tag: str) -> None:
        self.open.pop()

    def data(self, data: str) -> None:
        """Text between elements is not read."""

    def close(self) -> Node:
        return self.root


def parse(content: bytes, file: str) -> Node:
    """The document as nodes. Raises ``Unreadable``; ``file`` is what the message calls it."""
    if len(content) > MAX_XML:
        raise Unreadable(f"The {file} is too large: at most 1 MB.")
    target = _Target()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except DefusedXmlException as error:
        raise Unreadable(f"The {file} declares a document type or entities. For safety it was not read.") from error
    except _TooMuch as error:
        raise Unreadable(f"The {file} is nested deeper or is longer than a GENIUS file. It was not read.") from error
    except ParseError as error:
        line, column = error.position
        raise Unreadable(f"The {file} is not well-formed XML: see line {line}, column {column + 1}.") from error
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        raise Unreadable(f"The {file} is not XML that can be read.") from error
    return target.root
