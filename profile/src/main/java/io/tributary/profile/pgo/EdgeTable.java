package io.tributary.profile.pgo;

import io.tributary.profile.hash.Slots;

/** Rows that the edges of profiles are made of. */
abstract class EdgeTable extends Slots {
    @Override
    protected final RuntimeException full(int rows) {
        return new IllegalStateException("more than " + rows + " distinct rows in the edges of profiles");
    }
}
