module tributary.io/fleet/shop

go 1.25
