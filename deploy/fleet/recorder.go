package main

import (
	"bytes"
	"context"
	"net/http"
	"runtime/trace"
	"sync"
	"time"
)

// serveRecorder has the runtime record itself until ctx ends and serves an execution trace of at least the last `age`, for go tool trace.
func serveRecorder(ctx context.Context, age time.Duration) (http.HandlerFunc, error) {
	recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: age})
	if err := recorder.Start(); err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, recorder.Stop)
	// One at a time: the second of two calls of WriteTo is an error.
	var writing sync.Mutex
	return func(w http.ResponseWriter, _ *http.Request) {
		writing.Lock()
		defer writing.Unlock()
		// Complete before the first byte is sent, so that an error can still be said.
		var recorded bytes.Buffer
		if _, err := recorder.WriteTo(&recorded); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", `attachment; filename="flight.trace"`)
		w.Write(recorded.Bytes())
	}, nil
}
