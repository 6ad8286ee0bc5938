/**
 * The commands on a store's folder that no daemon uses. {@link io.tributary.deploy.store.StoreFolders} is the way in. May touch
 * {@code storage} and the command line's interfaces; everything runs on the thread that calls.
 */
@NullMarked
package io.tributary.deploy.store;

import org.jspecify.annotations.NullMarked;
