@NullMarked
package io.tributary.storage;

import org.jspecify.annotations.NullMarked;
