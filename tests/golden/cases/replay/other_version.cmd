args: replay records/leave.jsonl --policy records/leave_2.carve
