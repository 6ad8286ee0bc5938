package io.tributary.api.security;

import java.util.List;

/**
 * A web configuration that can be used.
 *
 * @param notes what in it has no effect, or another one than one may think, each with file, line and column
 */
public record LoadedWebConfig(WebConfig config, List<String> notes, Sources sources) {
    public LoadedWebConfig {
        notes = List.copyOf(notes);
    }
}
