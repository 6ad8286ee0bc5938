package main

import (
	"context"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// burst is how long a worker works before it rests: long against the scheduler's noise, short against a profile.
const burst = 20 * time.Millisecond

// load serves visits until ctx ends, working the given share of the time (0 to 1), and counts them. It goes by
// elapsed time, not CPU time, so on a crowded machine it takes less than its share, never more.
func load(ctx context.Context, s *shop, seed uint64, share float64, served *atomic.Int64) {
	if share <= 0 {
		<-ctx.Done()
		return
	}
	visitor := newVisitor(seed)
	rest := time.NewTimer(0)
	defer rest.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-rest.C:
		}
		started := time.Now()
		for time.Since(started) < burst {
			s.visit(visitor)
			served.Add(1)
		}
		worked := time.Since(started)
		rest.Reset(time.Duration(float64(worked) * (1/share - 1)))
	}
}

// visits serves n visits and returns a checksum of all that was answered: the same for the same version, seed and n.
func visits(s *shop, seed uint64, n int) uint64 {
	visitor := newVisitor(seed)
	var checksum uint64
	for range n {
		checksum = checksum*31 + s.visit(visitor)
	}
	return checksum
}

func newVisitor(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, 0x7472696275746172))
}
