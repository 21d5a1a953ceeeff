args: fmt --chek x.carve
