package io.tributary.collector.config;

/** Versions of TLS by Prometheus' names. Java speaks the last two. */
public enum TlsVersion {
    TLS10,
    TLS11,
    TLS12,
    TLS13
}
