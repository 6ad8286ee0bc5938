package io.tributary.api.security;

import io.vertx.core.http.ClientAuth;
import org.jspecify.annotations.Nullable;

/** What clients are asked for, by Go's names ({@code tls.ClientAuthType}). */
public enum ClientAuthType {
    NO_CLIENT_CERT("NoClientCert", ClientAuth.NONE, false),
    REQUEST_CLIENT_CERT("RequestClientCert", ClientAuth.REQUEST, false),
    REQUIRE_ANY_CLIENT_CERT("RequireAnyClientCert", ClientAuth.REQUIRED, false),
    VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven", ClientAuth.REQUEST, true),
    REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert", ClientAuth.REQUIRED, true);

    private final String word;
    private final ClientAuth asks;
    private final boolean verifies;

    ClientAuthType(String word, ClientAuth asks, boolean verifies) {
        this.word = word;
        this.asks = asks;
        this.verifies = verifies;
    }

    String word() {
        return word;
    }

    ClientAuth asks() {
        return asks;
    }

    /** Whether a certificate that comes proves who the client is. */
    boolean verifies() {
        return verifies;
    }

    /** Null where there is none of that name; an old name of the exporter-toolkit's is known too. */
    static @Nullable ClientAuthType of(String word) {
        for (ClientAuthType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        return word.equals("RequireClientCert") ? REQUIRE_ANY_CLIENT_CERT : null;
    }
}
