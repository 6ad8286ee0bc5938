package main

import "math/rand/v2"

type line struct {
	product  int
	quantity int32
	rule     int32
}

type order struct {
	customer string
	category string
	lines    []line
	cents    int64
}

// rule is the interface on the hot path: nearly every call goes to percentOff, which a compiler that has seen a profile
// calls directly, and inlines.
type rule interface {
	price(cents int64, quantity int32) int64
}

type percentOff struct{ percent int64 }

func (p *percentOff) price(cents int64, quantity int32) int64 {
	total := cents * int64(quantity)
	off := total * p.percent
	return total - (off+50)/100
}

type bulkOff struct {
	from  int32
	cents int64
}

func (b *bulkOff) price(cents int64, quantity int32) int64 {
	total := cents * int64(quantity)
	if quantity >= b.from {
		total -= b.cents
	}
	return max(total, 0)
}

func discountRules() []rule {
	rules := make([]rule, 16)
	for i := range rules {
		rules[i] = &percentOff{percent: int64(i)}
	}
	rules[15] = &bulkOff{from: 5, cents: 250}
	return rules
}

func (s *shop) placeOrders(visitor *rand.Rand, n int) []order {
	orders := make([]order, n)
	for i := range orders {
		lines := make([]line, 4+visitor.IntN(12))
		for l := range lines {
			lines[l] = line{
				product:  visitor.IntN(len(s.products)),
				quantity: int32(1 + visitor.IntN(8)),
				rule:     int32(visitor.IntN(len(s.rules))),
			}
		}
		first := s.products[lines[0].product]
		orders[i] = order{customer: customers[visitor.IntN(len(customers))], category: first.Category, lines: lines}
	}
	return orders
}

// priceOrders fills in what each order costs and returns a checksum. The cheapest of several tries of the rules counts,
// so every line is priced once for each try.
func (s *shop) priceOrders(orders []order) int64 {
	var sum int64
	for i := range orders {
		o := &orders[i]
		best := int64(-1)
		for try := range priceTries {
			total := s.priceOnce(o, try)
			if best < 0 || total < best {
				best = total
			}
		}
		o.cents = best
		sum += best
	}
	return sum
}

func (s *shop) priceOnce(o *order, try int) int64 {
	var total int64
	for _, l := range o.lines {
		r := s.rules[(int(l.rule)+try)%len(s.rules)]
		total += gross(r.price(s.products[l.product].Cents, l.quantity), l.quantity)
	}
	return total
}

// gross adds tax, rebate, rounding and handling to a net price. It is a little over the compiler's normal inlining budget
// of 80, so it is inlined only where a profile says that it is hot.
func gross(net int64, quantity int32) int64 {
	rate := int64(19)
	if net < 500 {
		rate = 7
	}
	cents := net + (net*rate+50)/100
	if quantity > 6 {
		cents -= cents >> 6
	}
	if last := cents % 100; last >= 95 {
		cents += 99 - last
	}
	if cents < 49 {
		cents = 49
	}
	handling := int64(quantity) * 12
	if handling > 60 {
		handling = 60
	}
	if cents > 10_000 && quantity < 4 {
		handling /= 2
	}
	return cents + handling
}

var customers = func() []string {
	var names []string
	for _, first := range []string{"ada", "ben", "cleo", "dan", "eva", "finn", "gus", "hana"} {
		for _, last := range []string{"adler", "brook", "castle", "delta", "elm", "ford", "grove", "hill"} {
			names = append(names, first+"."+last)
		}
	}
	return names
}()
