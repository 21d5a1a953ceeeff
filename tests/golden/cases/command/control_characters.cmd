# a name that would ring the bell
args: check 'ab.carve'
