args: log verify
