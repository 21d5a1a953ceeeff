args: replay records --policy records/leave.carve
