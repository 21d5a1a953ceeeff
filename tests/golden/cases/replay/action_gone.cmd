args: replay records/leave.jsonl --policy records/leave_3.carve
