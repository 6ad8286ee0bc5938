package io.tributary.profile.testing;

/**
 * How often a random test is repeated. A round is made of its number alone, so that the number in a failure's message
 * repeats it.
 */
public final class Rounds {
    /** How many: {@code -Dtributary.rounds=5000} for a long search, few in the build. */
    public static final int COUNT = Integer.getInteger("tributary.rounds", 120);

    /** The number of the first: {@code -Dtributary.rounds.first=N} for other ones. */
    public static final long FIRST = Long.getLong("tributary.rounds.first", 1);

    /** Whether this is a long search, in which all files there are have their turn. */
    public static final boolean ARE_MANY = COUNT >= 1_000;

    private Rounds() {}
}
