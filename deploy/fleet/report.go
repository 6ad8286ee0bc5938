package main

import "sort"

// dailyReport counts orders by customer, category and product in maps, and ranks them.
func (s *shop) dailyReport(orders []order) uint64 {
	sold := make(map[int]int64)
	for _, o := range orders {
		for _, l := range o.lines {
			sold[l.product] += int64(l.quantity)
		}
	}
	byCustomer := sumBy(orders, func(o *order) string { return o.customer }, func(o *order) int64 { return o.cents })
	byCategory := sumBy(orders, func(o *order) string { return o.category }, func(o *order) int64 { return o.cents })
	bySize := sumBy(orders, func(o *order) int { return len(o.lines) }, func(o *order) int64 { return o.cents })

	var sum uint64
	for _, best := range [][]int64{top(sold, 10), top(byCustomer, 5), top(byCategory, 3), top(bySize, 3)} {
		for _, value := range best {
			sum = sum*17 + uint64(value)
		}
	}
	return sum
}

// sumBy is generic, so that the linker's names of its instances carry [go.shape.…].
func sumBy[T any, K comparable](items []T, key func(*T) K, value func(*T) int64) map[K]int64 {
	sums := make(map[K]int64)
	for i := range items {
		sums[key(&items[i])] += value(&items[i])
	}
	return sums
}

// top returns the n largest values, largest first.
func top[K comparable](sums map[K]int64, n int) []int64 {
	values := make([]int64, 0, len(sums))
	for _, value := range sums {
		values = append(values, value)
	}
	sort.Slice(values, func(i, j int) bool { return values[i] > values[j] })
	return values[:min(n, len(values))]
}
