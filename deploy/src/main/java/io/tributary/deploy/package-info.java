@NullMarked
package io.tributary.deploy;

import org.jspecify.annotations.NullMarked;
