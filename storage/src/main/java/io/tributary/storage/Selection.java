package io.tributary.storage;

import io.tributary.storage.selector.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which profiles a question is about.
 *
 * @param service only this service, or null for all
 * @param type only this type, or null for all
 * @param anyOf series selectors of which an instance must match at least one; empty for all instances
 * @param range the time of the profiles' beginnings
 */
public record Selection(@Nullable String service, @Nullable String type, List<Selector> anyOf, TimeRange range) {
    public Selection {
        anyOf = List.copyOf(anyOf);
    }
}
