package io.tributary.collector.fetch;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Builds the header's value; a secret in a file is read anew each time, so that it can be rotated. */
final class AuthorizationHeader {
    private static final long LARGEST_FILE = 64 << 10;

    private final Vertx vertx;

    AuthorizationHeader(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<String> of(Credentials credentials) {
        return switch (credentials) {
            case Credentials.None _ -> Future.failedFuture(new IllegalArgumentException("there are no credentials"));
            case Credentials.Basic(String username, Secret password) ->
                read(password)
                        .map(word -> "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((username + ":" + word).getBytes(StandardCharsets.UTF_8)));
            case Credentials.Token(String type, Secret secret) -> read(secret).map(word -> type + " " + word);
        };
    }

    private Future<String> read(Secret secret) {
        return switch (secret) {
            case Secret.Inline(String value) -> Future.succeededFuture(value);
            case Secret.InFile(Path path) ->
                vertx.fileSystem()
                        .props(path.toString())
                        .compose(file -> file.isRegularFile() && file.size() <= LARGEST_FILE
                                ? vertx.fileSystem().readFile(path.toString())
                                : Future.failedFuture("no file of at most 64 KiB"))
                        .map(buffer -> buffer.toString(StandardCharsets.UTF_8).strip())
                        .compose(word -> word.isEmpty() || word.chars().anyMatch(c -> c < ' ' || c == 0x7f)
                                ? Future.failedFuture("empty, or more than one line")
                                : Future.succeededFuture(word))
                        .recover(_ -> Future.failedFuture(new ScrapeException(
                                FailureReason.CREDENTIALS,
                                "the file with the password or token cannot be used: " + path
                                        + " must be readable and hold one line")));
        };
    }
}
