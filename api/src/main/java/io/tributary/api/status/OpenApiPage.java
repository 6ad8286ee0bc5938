package io.tributary.api.status;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code /openapi.yaml}: the document that lies beside this class's module. */
public final class OpenApiPage {
    private final byte[] document;

    public OpenApiPage() {
        try (InputStream in = OpenApiPage.class.getResourceAsStream("/io/tributary/api/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing in this build");
            }
            document = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Endpoint endpoint() {
        return new Endpoint(
                "/openapi.yaml", List.of(), _ -> Future.succeededFuture(Answer.ok("application/yaml", document)));
    }
}
