package io.tributary.api.security;

import io.tributary.api.http.Caller;

/**
 * Somebody with a password.
 *
 * @param hash of the password, by bcrypt
 * @param caller who he is then
 */
public record User(String name, String hash, Caller caller) {
    @Override
    public String toString() {
        return name + ":<secret>";
    }
}
