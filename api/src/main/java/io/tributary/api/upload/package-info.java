/**
 * Profiles that are sent instead of fetched: {@code POST /profiles}. A body is read on the event loop, counted against a budget, and
 * decoded and stored on a pool of one thread, since a decoded profile takes several times its bytes. The limits are those of a scrape.
 */
@NullMarked
package io.tributary.api.upload;

import org.jspecify.annotations.NullMarked;
