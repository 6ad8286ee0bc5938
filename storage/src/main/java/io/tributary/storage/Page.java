package io.tributary.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a long list.
 *
 * @param items at most as many as were asked for
 * @param next the cursor to ask on with, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
