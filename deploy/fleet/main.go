// Command shop is a small web shop that keeps itself busy: the fleet on which Tributary is tried.
//
// It does ordinary work (JSON, templates, compression, regular expressions, maps, generics, calls through an interface),
// loads itself to a chosen share of one core, and serves pprof and metrics on a port of its own. The build tag v2 builds its second
// version. See README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// shutdownGrace is how long open requests (a timed profile, most likely) may take after SIGTERM before they are cut off.
const shutdownGrace = 500 * time.Millisecond

type options struct {
	pprofAddr   string
	listenAddr  string
	load        float64
	concurrency int
	seed        uint64
	work        int
	blockRate   int
	mutexRate   int
	recorded    time.Duration
	leak        int
	version     bool
}

func parseOptions(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("shop", flag.ContinueOnError)
	flags.StringVar(&o.pprofAddr, "pprof", "127.0.0.1:6060", "`address` of pprof, metrics and flight recorder; port 0 takes a free one")
	flags.StringVar(&o.listenAddr, "listen", "", "`address` of the shop's own pages; empty: not served")
	flags.Float64Var(&o.load, "load", 0.3, "CPU to use, in `cores`; 0: none")
	flags.IntVar(&o.concurrency, "concurrency", 2, "`goroutines` that share the load")
	flags.Uint64Var(&o.seed, "seed", 1, "`seed` of the visitors' choices")
	flags.IntVar(&o.work, "work", 0, "serve `N` visits as fast as possible, print the time and a checksum, and exit")
	flags.IntVar(&o.blockRate, "block-rate", 0, "sample a blocking event each `ns` blocked; 0: off")
	flags.IntVar(&o.mutexRate, "mutex-rate", 0, "sample one of `N` mutex contentions; 0: off")
	flags.DurationVar(&o.recorded, "flight-recorder", 0, "keep an execution trace of the last `duration`; 0: off")
	flags.IntVar(&o.leak, "leak", 5000, "`goroutines` that SIGUSR1 begins and nothing ends")
	flags.BoolVar(&o.version, "version", false, "print the version and exit")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case o.load < 0:
		return o, fmt.Errorf("-load %g: must not be negative", o.load)
	case o.concurrency < 1:
		return o, fmt.Errorf("-concurrency %d: must be at least 1", o.concurrency)
	case o.load > float64(o.concurrency):
		return o, fmt.Errorf("-load %g: needs -concurrency of at least as much, is %d", o.load, o.concurrency)
	case o.work < 0:
		return o, fmt.Errorf("-work %d: must not be negative", o.work)
	case o.recorded < 0:
		return o, fmt.Errorf("-flight-recorder %s: must not be negative", o.recorded)
	case o.leak < 0:
		return o, fmt.Errorf("-leak %d: must not be negative", o.leak)
	}
	return o, nil
}

func main() {
	o, err := parseOptions(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "shop:", err)
		os.Exit(2)
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "shop:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	if o.version {
		fmt.Println("shop", version)
		return nil
	}
	if o.work > 0 {
		started := time.Now()
		checksum := visits(newShop(), o.seed, o.work)
		fmt.Printf("version=%s work=%d elapsed=%.3fs checksum=%016x\n",
			version, o.work, time.Since(started).Seconds(), checksum)
		return nil
	}

	runtime.SetBlockProfileRate(o.blockRate)
	runtime.SetMutexProfileFraction(o.mutexRate)

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	faults := make(chan os.Signal, 1)
	signal.Notify(faults, syscall.SIGUSR1)
	go leakOn(ctx, faults, o.leak)

	var served atomic.Int64
	insights, err := insightHandler(ctx, o, &served)
	if err != nil {
		return err
	}
	shop := newShop()
	servers, failed, err := startServers(o, shop, insights)
	if err != nil {
		return err
	}

	var workers sync.WaitGroup
	for i := range o.concurrency {
		workers.Add(1)
		go func() {
			defer workers.Done()
			load(ctx, shop, o.seed+uint64(i), o.load/float64(o.concurrency), &served)
		}()
	}

	select {
	case <-ctx.Done():
	case err = <-failed:
		stop()
	}
	workers.Wait()
	for _, server := range servers {
		shutdown(server)
	}
	return err
}

// startServers binds what was asked for and says where on stdout, one line for each server.
func startServers(o options, shop *shop, insights http.Handler) ([]*http.Server, <-chan error, error) {
	wanted := []struct {
		name, addr string
		handler    http.Handler
	}{
		{"pprof", o.pprofAddr, insights},
		{"shop", o.listenAddr, pages(shop)},
	}
	failed := make(chan error, len(wanted))
	var servers []*http.Server
	for _, w := range wanted {
		if w.addr == "" {
			continue
		}
		listener, err := net.Listen("tcp", w.addr)
		if err != nil {
			return servers, failed, err
		}
		server := &http.Server{Handler: w.handler, ReadHeaderTimeout: 10 * time.Second}
		servers = append(servers, server)
		go func() {
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		}()
		fmt.Printf("%s listening on %s\n", w.name, listener.Addr())
	}
	return servers, failed, nil
}

// insightHandler is what the program says of itself: its profiles, its metrics and, where it is on, its flight recorder.
func insightHandler(ctx context.Context, o options, served *atomic.Int64) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("/metrics", serveMetrics(served))
	if o.recorded > 0 {
		recorder, err := serveRecorder(ctx, o.recorded)
		if err != nil {
			return nil, err
		}
		mux.HandleFunc("/debug/flightrecorder", recorder)
	}
	return mux, nil
}

func shutdown(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownGrace)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}
