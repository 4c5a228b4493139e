"""Reading a lock file: which packages it pins, and which of them a machine needs. Old syntax, as in bootstrap.py."""

import ast
import json
import subprocess


def pins(lock_path):
    """{first line of a pin: its whole text}, in order."""
    found, key = {}, ""
    with open(lock_path) as file:
        for line in file:
            if line[:1].isalnum():
                key = line.strip().rstrip("\\").strip()
                found[key] = ""
            if key:
                found[key] += line
    return found


def applies(key, python):
    """Whether the environment marker of a pin holds here (`name==1.0 ; python_full_version < '3.12'`)."""
    marker = key.partition(";")[2].strip()
    if not marker:
        return True
    facts = _facts(python)

    def value(node):
        if isinstance(node, ast.BoolOp):
            results = [value(part) for part in node.values]
            return all(results) if isinstance(node.op, ast.And) else any(results)
        if isinstance(node, ast.Compare):
            left, right = node.left, node.comparators[0]
            versions = any(isinstance(side, ast.Name) and "version" in side.id for side in (left, right))
            left, right = [_number(value(side)) if versions else value(side) for side in (left, right)]
            return {
                ast.Lt: lambda: left < right,
                ast.LtE: lambda: left <= right,
                ast.Gt: lambda: left > right,
                ast.GtE: lambda: left >= right,
                ast.Eq: lambda: left == right,
                ast.NotEq: lambda: left != right,
                ast.In: lambda: left in right,
                ast.NotIn: lambda: left not in right,
            }[type(node.ops[0])]()
        if isinstance(node, ast.Name):
            return facts[node.id]
        return ast.literal_eval(node)

    return value(ast.parse(marker, mode="eval").body)


FACTS = {}


def _facts(python):
    if python not in FACTS:
        code = (
            "import json,os,platform,sys\nv='%d.%d.%d' % sys.version_info[:3]\n"
            "print(json.dumps(dict(python_full_version=v,python_version='%d.%d' % sys.version_info[:2],"
            "sys_platform=sys.platform,platform_system=platform.system(),platform_machine=platform.machine(),"
            "os_name=os.name,implementation_name=sys.implementation.name,"
            "platform_python_implementation=platform.python_implementation(),extra='')))"
        )
        FACTS[python] = json.loads(subprocess.check_output([python, "-c", code], universal_newlines=True))
    return FACTS[python]


def _number(text):
    return tuple(int(part) for part in text.split(".") if part.isdigit())
