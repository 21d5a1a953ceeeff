args: log show none.db
