#!/usr/bin/env python3
"""validate.py [--closed] SCHEMA: says how each JSON document on stdin breaks the schema, one complaint per line.

NUL parts the documents, and the answers; an empty answer is a valid document. --closed refuses members that the schema does not
name, which the schema itself allows to readers: what this project writes must be documented. Exit code 3: nothing was checked.
"""

import json
import sys


def close(schema):
    """Every object description without members beyond those that it names."""
    if isinstance(schema, list):
        return [close(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items()}
    # Only whole descriptions: an "if" or "then" names some members of one, and those of "properties" are no schema words.
    if closed.get("type") == "object" and isinstance(closed.get("properties"), dict) and "$ref" not in closed.get("then", {}):
        closed["additionalProperties"] = False
    return closed


def complaints(validator, text):
    try:
        document = json.loads(text.decode("utf-8"))
    except ValueError as error:
        return f"not JSON: {error}"
    errors = sorted(validator.iter_errors(document), key=lambda error: error.json_path)
    return "\n".join(f"{error.json_path}: {error.message[:300]}" for error in errors)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--closed"]
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        print(f"{sys.executable} has no jsonschema; install it: apt-get install python3-jsonschema")
        return 3
    try:
        with open(arguments[0], encoding="utf-8") as file:
            schema = json.load(file)
        Draft202012Validator.check_schema(schema)
    except (OSError, ValueError, IndexError) as error:
        print(f"schema: {error}")
        return 3
    if len(arguments) < len(sys.argv) - 1:
        schema = close(schema)
    validator = Draft202012Validator(schema)
    answers = [complaints(validator, document) for document in sys.stdin.buffer.read().split(b"\0")]
    sys.stdout.buffer.write("\0".join(answers).encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
