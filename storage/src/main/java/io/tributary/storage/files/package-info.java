/**
 * What the parts of the store that keep plain files do with them alike: {@link io.tributary.storage.files.PlainFiles}. May touch {@code
 * storage} alone. Calls block and are for any thread.
 */
@NullMarked
package io.tributary.storage.files;

import org.jspecify.annotations.NullMarked;
