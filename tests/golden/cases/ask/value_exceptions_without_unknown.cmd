args: ask policies/home_sale.carve limit --without joint_returns --facts -
stdin: text {}
