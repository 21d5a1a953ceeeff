args: replay records/facts_changed.jsonl --policy records/leave.carve
