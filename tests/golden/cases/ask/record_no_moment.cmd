args: ask records/leave.carve --facts - --record --at yesterday
stdin: text {}
