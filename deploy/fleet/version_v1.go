//go:build !v2

package main

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
)

const (
	version    = "v1"
	priceTries = 60
)

// search compiles its pattern for every visit: the mistake that v2 mends.
func (s *shop) search(word string) []review {
	pattern := regexp.MustCompile(`(?i)\b(` + regexp.QuoteMeta(word) + `|order #\d{3}0\d\d|\d{4}-\d{2}-\d{2})\b`)
	return rankReviews(s.reviews, pattern)
}

// rankReviews is called scoreReviews in v2.
func rankReviews(reviews []review, pattern *regexp.Regexp) []review {
	var hits []review
	for _, r := range reviews {
		if r.Stars > 2 && pattern.MatchString(r.Text) {
			hits = append(hits, r)
		}
	}
	return hits
}

func marshal(answer productAnswer) ([]byte, error) {
	return json.Marshal(answer)
}

func versionWork(*shop, *rand.Rand) uint64 {
	return 0
}
