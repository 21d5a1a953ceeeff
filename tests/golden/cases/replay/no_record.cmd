args: replay records/no_record.jsonl --policy records/leave.carve
