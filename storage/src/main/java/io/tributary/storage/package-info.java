/**
 * The store's interface: what is put, what is selected, what is answered. {@link io.tributary.storage.ProfileStore} is
 * the door; implementations live in packages below. This package knows {@code io.tributary.profile} and nothing else of
 * Tributary; no type of an engine is visible here.
 *
 * <p>All calls block and belong on a worker thread, never on an event loop. Implementations are safe for use by many
 * threads at once.
 */
@NullMarked
package io.tributary.storage;

import org.jspecify.annotations.NullMarked;
