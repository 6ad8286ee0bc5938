package main

import (
	"fmt"
	"net/http"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"syscall"
	"time"
)

// started is what the process began at, within a few milliseconds.
var started = time.Now()

// family is what Prometheus' text format says of one name.
type family struct {
	name, kind, help string
	samples          []sample
}

// sample is one line of a family; its name goes on with the suffix.
type sample struct {
	suffix string
	value  float64
}

// serveMetrics serves, of what Prometheus' client for Go exports, all that the rules in deploy/prometheus read, and how many visits
// were served.
func serveMetrics(served *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		for _, f := range families(served) {
			fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", f.name, f.help, f.name, f.kind)
			for _, s := range f.samples {
				fmt.Fprintf(w, "%s%s %g\n", f.name, s.suffix, s.value)
			}
		}
	}
}

func families(served *atomic.Int64) []family {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return []family{
		single("go_goroutines", "gauge", "Goroutines that exist.", float64(runtime.NumGoroutine())),
		single("go_memstats_heap_alloc_bytes", "gauge", "Bytes of heap objects, those that are not swept yet among them.",
			float64(memory.HeapAlloc)),
		{"go_gc_duration_seconds", "summary", "Pauses of garbage collections.", []sample{
			{"_sum", time.Duration(memory.PauseTotalNs).Seconds()},
			{"_count", float64(memory.NumGC)},
		}},
		single("go_cpu_classes_gc_total_cpu_seconds_total", "counter", "Estimated CPU time of garbage collection.",
			runtimeSeconds("/cpu/classes/gc/total:cpu-seconds")),
		single("go_cpu_classes_idle_cpu_seconds_total", "counter", "Estimated CPU time that was there and not used.",
			runtimeSeconds("/cpu/classes/idle:cpu-seconds")),
		single("go_cpu_classes_total_cpu_seconds_total", "counter", "Estimated CPU time that was there, GOMAXPROCS over time.",
			runtimeSeconds("/cpu/classes/total:cpu-seconds")),
		single("process_cpu_seconds_total", "counter", "CPU time used, user and system.", cpuSeconds()),
		single("process_start_time_seconds", "gauge", "Start of the process since the Unix epoch.",
			float64(started.UnixMilli())/1000),
		single("shop_visits_total", "counter", "Visits served.", float64(served.Load())),
	}
}

func single(name, kind, help string, value float64) family {
	return family{name, kind, help, []sample{{"", value}}}
}

func runtimeSeconds(name string) float64 {
	read := []metrics.Sample{{Name: name}}
	metrics.Read(read)
	return read[0].Value.Float64()
}

// cpuSeconds is 0 where the system does not say.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return (time.Duration(usage.Utime.Nano()) + time.Duration(usage.Stime.Nano())).Seconds()
}
