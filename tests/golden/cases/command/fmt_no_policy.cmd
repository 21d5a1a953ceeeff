args: fmt
