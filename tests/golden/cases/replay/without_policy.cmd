args: replay records/leave.jsonl
