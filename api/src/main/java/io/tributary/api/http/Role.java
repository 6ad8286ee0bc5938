package io.tributary.api.http;

/** What an endpoint asks of its caller, and what a caller may be. */
public enum Role {
    /** Nothing is asked: who only wants to know whether the server lives. No caller has it. */
    ANYBODY,
    /** Sees everything. */
    READ,
    /** Brings in: profiles, and Alertmanager's alerts. It sees nothing, so that a program's token gives nothing away. */
    INGEST,
    /** Does everything. */
    ADMIN
}
