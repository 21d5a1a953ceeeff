args: log verify records/leave.jsonl
