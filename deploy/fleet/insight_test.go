package main

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// insight is the answer of a shop's pprof server.
func insight(t *testing.T, o options, served int64, path string) *httptest.ResponseRecorder {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var visits atomic.Int64
	visits.Store(served)
	handler, err := insightHandler(ctx, o, &visits)
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("GET", path, nil))
	return answer
}

func TestMetricsThatRulesRead(t *testing.T) {
	// The runtime counts CPU by classes at each collection.
	runtime.GC()
	text := insight(t, options{}, 42, "/metrics").Body.String()
	value := func(name string) float64 {
		found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("no %s in\n%s", name, text)
		}
		number, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		return number
	}
	if visits := value("shop_visits_total"); visits != 42 {
		t.Errorf("%g visits instead of 42", visits)
	}
	if age := float64(time.Now().Unix()) - value("process_start_time_seconds"); age < -1 || age > 600 {
		t.Errorf("started %g s ago", age)
	}
	for _, name := range []string{"go_goroutines", "go_memstats_heap_alloc_bytes", "process_cpu_seconds_total",
		"go_cpu_classes_total_cpu_seconds_total"} {
		if value(name) <= 0 {
			t.Errorf("%s is not positive in\n%s", name, text)
		}
	}
	for _, name := range []string{"go_gc_duration_seconds_sum", "go_gc_duration_seconds_count",
		"go_cpu_classes_gc_total_cpu_seconds_total", "go_cpu_classes_idle_cpu_seconds_total"} {
		value(name)
	}
}

func TestFlightRecorderIsThereWhereItIsOn(t *testing.T) {
	if off := insight(t, options{}, 0, "/debug/flightrecorder"); off.Code != 404 {
		t.Errorf("off, and the answer is %d", off.Code)
	}
	on := insight(t, options{recorded: time.Second}, 0, "/debug/flightrecorder")
	if !bytes.HasPrefix(on.Body.Bytes(), []byte("go 1.")) {
		t.Errorf("no execution trace: %d %.40q", on.Code, on.Body)
	}
}

func TestEachSignalLeaks(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal)
	before := leaked()
	go leakOn(ctx, signals, 100)
	signals <- syscall.SIGUSR1
	signals <- syscall.SIGUSR1
	for deadline := time.Now().Add(20 * time.Second); leaked() < before+200; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines after two signals of 100", leaked()-before)
		}
	}
	if more := leaked() - before; more > 200 {
		t.Errorf("%d goroutines after two signals of 100", more)
	}
}

// leaked counts by the function: goroutines of other tests may still be ending.
func leaked() int {
	stacks := make([]byte, 8<<20)
	return bytes.Count(stacks[:runtime.Stack(stacks, true)], []byte(".awaitSupplier("))
}
