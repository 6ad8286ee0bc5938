package io.tributary.deploy.web;

import io.tributary.api.security.WebConfig;
import io.tributary.deploy.cli.ListenAddress;
import java.util.Optional;

/** What is said loudly at the start, and after a reload, to who listens on more than the loopback address. */
public final class ListenWarnings {
    private ListenWarnings() {}

    public static Optional<String> of(ListenAddress address, WebConfig web) {
        if (address.isLoopback()) {
            return Optional.empty();
        }
        if (!web.knowsWhoAsks()) {
            return Optional.of(
                    "LISTENING ON " + address
                            + ": everybody who reaches this address can read every profile, for nobody is asked who they are."
                            + " Name users, tokens or client certificates in a file (--web.config.file), or listen on 127.0.0.1.");
        }
        if (web.tls() == null) {
            return Optional.of("LISTENING ON " + address
                    + " WITHOUT TLS: passwords, tokens and profiles can be read on the way."
                    + " Add tls_server_config to the web configuration, or put a proxy with TLS before it.");
        }
        return Optional.empty();
    }
}
