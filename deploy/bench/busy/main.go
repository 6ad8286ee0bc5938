// Command busy does the same work over and over on all the CPU it gets: JSON, sorting, a regular expression. It serves pprof, and at
// /count how many operations that were, its CPU seconds, the seconds since its start, and for how many of them CPU profiles were taken.
// See ../overhead.sh.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/pprof"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

type order struct {
	ID    int      `json:"id"`
	Buyer string   `json:"buyer"`
	Cents []int    `json:"cents"`
	Tags  []string `json:"tags"`
}

var number = regexp.MustCompile(`(\d+)-(\d+)\.`)

func main() {
	// Nanoseconds: of profiles that are over, and since the start when one began that is not, or 0. There is one at a time.
	var operations, profiled, begun atomic.Int64
	started := time.Now()
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/profile", func(w http.ResponseWriter, r *http.Request) {
		begun.Store(int64(time.Since(started)))
		pprof.Profile(w, r)
		profiled.Add(int64(time.Since(started)) - begun.Swap(0))
	})
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/count", func(w http.ResponseWriter, _ *http.Request) {
		var usage syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
		now, length := time.Since(started), time.Duration(profiled.Load())
		if since := begun.Load(); since > 0 {
			length += now - time.Duration(since)
		}
		fmt.Fprintf(w, "%d %.6f %.6f %.6f\n", operations.Load(), cpu.Seconds(), now.Seconds(), length.Seconds())
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr())
	go func() { log.Fatal(http.Serve(listener, mux)) }()

	for orders := newOrders(); ; operations.Add(1) {
		operate(orders)
	}
}

func newOrders() []order {
	orders := make([]order, 40)
	for i := range orders {
		orders[i] = order{ID: i, Buyer: fmt.Sprintf("buyer %d-%d.", i*7919%1000, i)}
		for j := range 20 {
			orders[i].Cents = append(orders[i].Cents, (i*104729+j*7919)%10_000)
			orders[i].Tags = append(orders[i].Tags, fmt.Sprint("tag-", j*i%13))
		}
	}
	return orders
}

// operate takes about a millisecond, always the same.
func operate(orders []order) {
	text, err := json.Marshal(orders)
	if err != nil {
		log.Fatal(err)
	}
	var read []order
	if err := json.Unmarshal(text, &read); err != nil {
		log.Fatal(err)
	}
	for i := range read {
		slices.Sort(read[i].Cents)
		slices.SortFunc(read[i].Tags, strings.Compare)
	}
	if found := number.FindAllIndex(text, -1); len(found) != len(orders) {
		log.Fatalf("%d buyers in %d orders", len(found), len(orders))
	}
}
