args: replay records/leave.jsonl --policy records/leave.carve
