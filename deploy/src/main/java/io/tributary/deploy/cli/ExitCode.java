package io.tributary.deploy.cli;

/** What the process ends with. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int WRONG_INPUT = 1;
    public static final int WRONG_USAGE = 2;
    /** Something could not be reached or opened: a file, a folder, an address. */
    public static final int NOT_OPENED = 3;

    private ExitCode() {}
}
