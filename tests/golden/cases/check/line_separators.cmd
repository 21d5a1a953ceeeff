# a carriage return and U+2028 in comments, after which editors show a new line
args: check policies/line_separators.carve
