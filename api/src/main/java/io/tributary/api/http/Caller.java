package io.tributary.api.http;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name for people, in the audit log: {@code user alice}; never a secret
 */
public record Caller(String name, Set<Role> roles) {
    /** Where nobody is asked who he is, everybody may do everything. */
    public static final Caller ANONYMOUS = new Caller("anonymous", Set.of(Role.ADMIN));

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean may(Role role) {
        return role == Role.ANYBODY || roles.contains(role) || roles.contains(Role.ADMIN);
    }
}
