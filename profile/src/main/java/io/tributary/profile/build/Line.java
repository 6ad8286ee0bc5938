package io.tributary.profile.build;

/**
 * One call at a location.
 *
 * @param function the answer of {@link ProfileBuilder#function}
 * @param line source line, 0 when unknown
 * @param column source column, 0 when unknown
 */
public record Line(int function, long line, long column) {}
