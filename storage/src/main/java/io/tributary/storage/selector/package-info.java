/**
 * Series selectors as PromQL writes them, and the matching of label sets against them. Pure values: no I/O, no threads.
 * Regular expressions are RE2's, anchored, so that no pattern takes more than linear time.
 */
@NullMarked
package io.tributary.storage.selector;

import org.jspecify.annotations.NullMarked;
