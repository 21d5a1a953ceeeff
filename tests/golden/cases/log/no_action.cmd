args: log
