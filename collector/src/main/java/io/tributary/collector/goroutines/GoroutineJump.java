package io.tributary.collector.goroutines;

/**
 * More goroutines than a target's history lets expect.
 *
 * @param count how many
 * @param median of its history
 * @param most that would not have been a jump
 */
public record GoroutineJump(long count, long median, long most) {
    /** For a person. */
    public String reason() {
        return "goroutines jumped to " + count + ": its median is " + median + ", and up to " + most
                + " would be nothing unusual";
    }
}
