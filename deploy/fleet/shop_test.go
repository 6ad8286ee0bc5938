package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestSameSeedSameChecksum(t *testing.T) {
	first, second, other := visits(newShop(), 1, 20), visits(newShop(), 1, 20), visits(newShop(), 2, 20)
	if first != second {
		t.Errorf("two runs of the same work: %016x and %016x", first, second)
	}
	if first == other {
		t.Errorf("other visitors, the same checksum %016x", other)
	}
}

func TestPages(t *testing.T) {
	s := newShop()
	for path, want := range map[string]string{
		"/product/3":             "<h1>" + s.products[3].Name,
		"/product/3?format=json": s.products[3].Name,
		"/search?q=kettle":       "kettle",
		"/product/4000":          "404",
		"/product/x":             "404",
	} {
		answer := httptest.NewRecorder()
		pages(s).ServeHTTP(answer, httptest.NewRequest("GET", path, nil))
		if !strings.Contains(answer.Body.String(), want) {
			t.Errorf("%s: %q is not in\n%s", path, want, answer.Body)
		}
	}
}

func TestArchiveHoldsEveryOrder(t *testing.T) {
	s := newShop()
	orders := s.placeOrders(newVisitor(1), 7)
	s.priceOrders(orders)
	packed, err := gzip.NewReader(bytes.NewReader(s.archive(orders)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines != len(orders) {
		t.Errorf("%d lines for %d orders", lines, len(orders))
	}
}

func TestLoadEndsWithItsContext(t *testing.T) {
	for _, share := range []float64{0, 0.01, 1} {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() {
			load(ctx, newShop(), 1, share, new(atomic.Int64))
			close(ended)
		}()
		cancel()
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			t.Fatalf("share %g: still running", share)
		}
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	for _, args := range []string{"-load -1", "-load 3 -concurrency 2", "-concurrency 0", "-work -1", "-flight-recorder -1s",
		"-leak -1", "extra"} {
		if _, err := parseOptions(strings.Fields(args)); err == nil {
			t.Errorf("%s: accepted", args)
		}
	}
}
