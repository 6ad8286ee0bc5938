package io.tributary.api.pgo.feedback;

/** A part of the weight, 0 to 1, and whose it is. */
public record Share(String name, double share) {}
