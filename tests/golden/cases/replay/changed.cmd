args: replay records/changed.jsonl --policy records/leave.carve
