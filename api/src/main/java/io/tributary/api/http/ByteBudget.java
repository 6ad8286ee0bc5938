package io.tributary.api.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes may be held at once, over all requests together. Any thread may call it. */
public final class ByteBudget {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    public ByteBudget(long most) {
        this.most = most;
    }

    /** False when there is no room for so many more; then none are taken. */
    public boolean take(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    public long held() {
        return held.get();
    }

    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
