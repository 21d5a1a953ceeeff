args: replay records/leave.json --policy records/leave.carve
