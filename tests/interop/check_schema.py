"""Checks documents, one JSON text a line, against the JSON schema named on the command line; writes what is wrong with
each, or nothing."""

import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for line in sys.stdin:
    errors = [f"{error.json_path}: {error.validator}" for error in validator.iter_errors(json.loads(line))]
    print("; ".join(errors), flush=True)
