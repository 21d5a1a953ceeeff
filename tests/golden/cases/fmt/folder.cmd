args: fmt --check folders/library/deep folders/none
