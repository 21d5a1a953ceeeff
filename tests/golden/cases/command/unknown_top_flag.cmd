args: --versoin
