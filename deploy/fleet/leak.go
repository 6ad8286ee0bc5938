package main

import (
	"context"
	"fmt"
	"os"
)

// leakOn makes the fault that an alert is tried on: each signal begins n goroutines that nothing ends.
func leakOn(ctx context.Context, signals <-chan os.Signal, n int) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		}
		for range n {
			go awaitSupplier(make(chan int))
		}
		fmt.Printf("%d goroutines leaked\n", n)
	}
}

// awaitSupplier waits for an answer, without a deadline and from nobody.
func awaitSupplier(answer <-chan int) int {
	return <-answer
}
