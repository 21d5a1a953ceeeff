args: why policies/home_sale.carve limit --facts -
stdin: text {}
