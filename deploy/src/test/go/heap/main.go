// Command heap allocates, and prints how large its heap is after each of so many steps: a program that leaks, or one that does not.
//
//	heap -steps 360 -garbage 25165824 -keep 524288    leaks
//	heap -steps 360 -garbage 25165824 -keep 0         a saw-tooth
//
// A step has no pause in it. With GODEBUG=gcstoptheworld=2 no step passes during a collection and its sweep, whatever else the
// machine does.
package main

import (
	"flag"
	"fmt"
	"runtime"
)

const (
	chunk = 64 << 10
	// What it keeps from the beginning, as any program does.
	base = 16 << 20
)

var kept, garbage [][]byte

func main() {
	steps := flag.Int("steps", 360, "`steps` to take")
	allocate := flag.Int("garbage", 24<<20, "`bytes` to allocate and forget in each step")
	keep := flag.Int("keep", 0, "`bytes` to allocate and keep in each step")
	flag.Parse()

	kept = grow(kept, base)
	for i := 0; i < *steps; i++ {
		kept = grow(kept, *keep)
		garbage = grow(nil, *allocate)
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		fmt.Println(memory.HeapAlloc)
	}
}

func grow(held [][]byte, bytes int) [][]byte {
	for ; bytes >= chunk; bytes -= chunk {
		held = append(held, make([]byte, chunk))
	}
	return held
}
