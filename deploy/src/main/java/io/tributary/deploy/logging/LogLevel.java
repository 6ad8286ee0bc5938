package io.tributary.deploy.logging;

/** How much is logged; each includes those before it. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
