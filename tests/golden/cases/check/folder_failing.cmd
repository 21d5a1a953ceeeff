args: check folders/broken folders/none
