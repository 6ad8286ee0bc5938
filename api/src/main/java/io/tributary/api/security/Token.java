package io.tributary.api.security;

import io.tributary.api.http.Caller;
import io.tributary.api.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A program's bearer token, of which its SHA-256 is known. */
public final class Token {
    private final byte[] sha256;
    private final Caller caller;

    /** @param caller who bears it */
    public Token(byte[] sha256, Caller caller) {
        this.sha256 = sha256.clone();
        this.caller = caller;
    }

    static byte[] sha256(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes the same time whatever the digest. */
    boolean is(byte[] digest) {
        return MessageDigest.isEqual(sha256, digest);
    }

    Caller caller() {
        return caller;
    }

    boolean hasDigestOf(Token other) {
        return is(other.sha256);
    }

    @Override
    public String toString() {
        return caller.name() + ":<secret>";
    }
}
