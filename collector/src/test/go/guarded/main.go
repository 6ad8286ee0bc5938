// Guarded serves its profiles, by net/http/pprof, to who may see them: at once on three ports of the loopback interface,
// which it prints, one a line, behind a password (basic), behind a token (bearer), and behind a client certificate (mtls).
//
//	guarded CERT KEY CLIENT-CA
//
// The password is "pass", of the user "tributary"; the token is "token".
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
)

func guarded(allowed func(*http.Request) bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !allowed(r) {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		http.DefaultServeMux.ServeHTTP(w, r)
	})
}

func listen(name string) net.Listener {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(name, listener.Addr())
	return listener
}

func main() {
	ca, err := os.ReadFile(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	clients := x509.NewCertPool()
	if !clients.AppendCertsFromPEM(ca) {
		log.Fatal("no certificate in ", os.Args[3])
	}

	basic := guarded(func(r *http.Request) bool {
		user, password, ok := r.BasicAuth()
		return ok && user == "tributary" && password == "pass"
	})
	bearer := guarded(func(r *http.Request) bool { return r.Header.Get("Authorization") == "Bearer token" })
	mtls := &http.Server{
		Handler:   guarded(func(r *http.Request) bool { return r.ProtoMajor == 2 && len(r.TLS.PeerCertificates) == 1 }),
		TLSConfig: &tls.Config{ClientCAs: clients, ClientAuth: tls.RequireAndVerifyClientCert},
	}
	go func() { log.Fatal(http.Serve(listen("basic"), basic)) }()
	go func() { log.Fatal(http.Serve(listen("bearer"), bearer)) }()
	log.Fatal(mtls.ServeTLS(listen("mtls"), os.Args[1], os.Args[2]))
}
