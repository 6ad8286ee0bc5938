@NullMarked
package io.tributary.collector;

import org.jspecify.annotations.NullMarked;
