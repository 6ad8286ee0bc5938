package io.tributary.api.security;

import java.time.Duration;

/**
 * A bucket of tokens, of which every request takes one.
 *
 * @param interval in which one comes in
 * @param burst how many it holds
 */
public record RateLimit(Duration interval, int burst) {}
