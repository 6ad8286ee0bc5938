/**
 * One profile over HTTP. {@link io.tributary.collector.fetch.Fetcher} asks, with one deadline from the first credential to the
 * last byte and a bound on what is read; whatever goes wrong is a {@link io.tributary.collector.fetch.ScrapeException} with a
 * reason of a closed set.
 *
 * <pre>
 * Fetcher ──▶ RequestHeaders ──▶ SecretFiles (passwords, tokens, PEM; read again when they change)
 *    │              └──▶ OAuth2Tokens ──▶ TokenEndpoint ──┐
 *    └──▶ Sender ◀────────────────────────────────────────┘
 *            ├──▶ TlsContexts ──▶ SecretFiles
 *            ├──▶ Connector (names, addresses, proxies)
 *            └──▶ Fetch (deadline, body, failure)
 * </pre>
 *
 * <p>May touch Vert.x, the files that the configuration names and the configuration's values. A fetch runs on the event loop
 * of its caller; files are read and certificates parsed on Vert.x' workers; nothing blocks the event loop.
 */
@NullMarked
package io.tributary.collector.fetch;

import org.jspecify.annotations.NullMarked;
