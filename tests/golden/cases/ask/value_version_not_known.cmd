args: ask policies/home_sale.carve limit --facts -
stdin: text {"filing": "single", "spouse": {"died": null}}
