// Steps is a program that does nothing but what it is asked to, and has done it when it answers: so a test knows what its
// profiles must say. net/http/pprof serves them under /debug/pprof/.
//
//	/work?allocations=N&contentions=N   allocates N times at two places, and waits N times for a mutex that is held
//	/hold?goroutines=N&objects=N        has exactly so many goroutines waiting, and so many objects of 64 KiB in use
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// One stack trace for each function, whatever the compiler would rather do.

//go:noinline
func allocateSmall() []byte { return make([]byte, 64) }

//go:noinline
func allocateLarge() []byte { return make([]byte, 48<<10) }

//go:noinline
func allocateHeld() []byte { return make([]byte, 64<<10) }

var sink []byte

func allocate(times int) {
	for i := 0; i < times; i++ {
		sink = allocateSmall()
		sink = allocateLarge()
	}
	sink = nil
}

func contend(times int) {
	var mutex sync.Mutex
	var done sync.WaitGroup
	for i := 0; i < times; i++ {
		mutex.Lock()
		done.Add(1)
		go func() {
			waitForMutex(&mutex)
			done.Done()
		}()
		time.Sleep(time.Millisecond)
		mutex.Unlock()
		done.Wait()
	}
}

//go:noinline
func waitForMutex(mutex *sync.Mutex) {
	mutex.Lock()
	mutex.Unlock()
}

var (
	holding sync.Mutex
	stops   []chan struct{}
	objects [][]byte
)

func waitToBeStopped(stop chan struct{}) { <-stop }

func hold(goroutines, count int) {
	holding.Lock()
	defer holding.Unlock()
	for len(stops) < goroutines {
		stop := make(chan struct{})
		stops = append(stops, stop)
		go waitToBeStopped(stop)
	}
	for len(stops) > goroutines {
		close(stops[len(stops)-1])
		stops = stops[:len(stops)-1]
	}
	for waiting() != goroutines {
		runtime.Gosched()
	}
	for len(objects) < count {
		objects = append(objects, allocateHeld())
	}
	clear(objects[count:])
	objects = objects[:count]
}

// waiting counts goroutines that wait, those that have yet to begin or to end left out.
func waiting() int {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Count(string(stacks), "[chan receive]:\nmain.waitToBeStopped(")
}

func number(r *http.Request, name string) int {
	n, err := strconv.Atoi(r.FormValue(name))
	if err != nil {
		return 0
	}
	return n
}

func main() {
	rate := flag.Int("memprofilerate", runtime.MemProfileRate, "one allocation is recorded for so many bytes")
	flag.Parse()
	runtime.MemProfileRate = *rate
	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(1)
	http.HandleFunc("/work", func(w http.ResponseWriter, r *http.Request) {
		allocate(number(r, "allocations"))
		contend(number(r, "contentions"))
		// What was allocated is in the heap profile once it has been collected.
		runtime.GC()
		fmt.Fprintln(w, "done")
	})
	http.HandleFunc("/hold", func(w http.ResponseWriter, r *http.Request) {
		hold(number(r, "goroutines"), number(r, "objects"))
		runtime.GC()
		fmt.Fprintln(w, "done")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
