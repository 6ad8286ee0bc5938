@NullMarked
package io.tributary.profile;

import org.jspecify.annotations.NullMarked;
