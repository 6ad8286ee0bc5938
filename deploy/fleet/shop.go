package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
)

const (
	productCount = 400
	reviewCount  = 300
	// ordersPerVisit makes the pricing of orders the hottest part of a visit.
	ordersPerVisit = 60
)

type product struct {
	ID       int      `json:"id"`
	Name     string   `json:"name"`
	Category string   `json:"category"`
	Cents    int64    `json:"cents"`
	Tags     []string `json:"tags"`
}

type review struct {
	Product int
	Stars   int
	Text    string
}

// shop holds what every visit reads; nothing in it changes once it is made.
type shop struct {
	products []product
	reviews  []review
	rules    []rule
}

func newShop() *shop {
	random := rand.New(rand.NewPCG(7, 11))
	s := &shop{rules: discountRules()}
	for id := range productCount {
		s.products = append(s.products, product{
			ID:       id,
			Name:     pick(random, adjectives) + " " + pick(random, things),
			Category: pick(random, categories),
			Cents:    int64(99 + random.IntN(20_000)),
			Tags:     []string{pick(random, adjectives), pick(random, categories)},
		})
	}
	for range reviewCount {
		s.reviews = append(s.reviews, review{
			Product: random.IntN(productCount),
			Stars:   1 + random.IntN(5),
			Text: fmt.Sprintf("The %s %s arrived after %d days, order #%06d. %s",
				pick(random, adjectives), pick(random, things), 1+random.IntN(20), random.IntN(1_000_000),
				pick(random, opinions)),
		})
	}
	return s
}

// visit is one visitor's walk through the shop. The answer sums up what the visitor was shown.
func (s *shop) visit(visitor *rand.Rand) uint64 {
	var sum uint64
	orders := s.placeOrders(visitor, ordersPerVisit)
	sum += uint64(s.priceOrders(orders))
	sum += s.dailyReport(orders)

	id := visitor.IntN(len(s.products))
	switch visitor.IntN(4) {
	case 0:
		sum += fingerprint(s.productPage(id))
	case 1:
		sum += fingerprint(s.productJSON(id))
	case 2:
		sum += uint64(len(s.search(pick(visitor, things))))
	default:
		sum += fingerprint(s.archive(orders))
	}
	return sum + versionWork(s, visitor)
}

// pages serves to a browser what the visits are shown.
func pages(s *shop) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /product/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.Atoi(r.PathValue("id"))
		if err != nil || id < 0 || id >= len(s.products) {
			http.NotFound(w, r)
			return
		}
		if r.URL.Query().Get("format") == "json" {
			w.Header().Set("Content-Type", "application/json")
			w.Write(s.productJSON(id))
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(s.productPage(id))
	})
	mux.HandleFunc("GET /search", func(w http.ResponseWriter, r *http.Request) {
		var out bytes.Buffer
		for _, hit := range s.search(r.URL.Query().Get("q")) {
			fmt.Fprintln(&out, hit.Text)
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write(out.Bytes())
	})
	return mux
}

func pick(random *rand.Rand, from []string) string {
	return from[random.IntN(len(from))]
}

var (
	adjectives = []string{"quiet", "wooden", "folding", "blue", "waterproof", "small", "sturdy", "antique"}
	things     = []string{"kettle", "lamp", "bicycle", "notebook", "paddle", "tent", "compass", "hammock"}
	categories = []string{"kitchen", "light", "travel", "paper", "river", "camp"}
	opinions   = []string{
		"Would buy it again.", "Not what the picture shows!", "Good value for 19.99 EUR.",
		"It broke on 2026-03-01, see shop@example.org.", "My aunt likes it.",
	}
)
