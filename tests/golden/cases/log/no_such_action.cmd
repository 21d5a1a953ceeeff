args: log verfy a.db
