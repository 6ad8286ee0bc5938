/**
 * For the tests of this and other modules: the store's contract as tests, and a store in memory that keeps it. No engine,
 * no files.
 */
@NullMarked
package io.tributary.storage.testing;

import org.jspecify.annotations.NullMarked;
