args: ask records/leave.carve --facts - --record --no-facts --as-of 2024-02-29
stdin: text {}
