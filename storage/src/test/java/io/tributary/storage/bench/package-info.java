/** JMH benchmarks of this module; BENCHMARKS.md says how to run them. */
@NullMarked
package io.tributary.storage.bench;

import org.jspecify.annotations.NullMarked;
