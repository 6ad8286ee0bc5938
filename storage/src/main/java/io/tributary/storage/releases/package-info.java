/**
 * Releases as files, a folder for each service: {@link io.tributary.storage.releases.ReleaseFolder}. Knows the store's interface and
 * {@code storage.files}, and nothing of an engine.
 */
@NullMarked
package io.tributary.storage.releases;

import org.jspecify.annotations.NullMarked;
