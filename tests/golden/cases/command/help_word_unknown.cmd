args: help chek
