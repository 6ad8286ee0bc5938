package io.tributary.api;

import io.tributary.api.admin.AdminOptions;
import io.tributary.api.http.Cors;
import io.tributary.api.security.WebConfig;

/**
 * Who may ask, and over what.
 *
 * @param config of the start; another is put into force with {@link ApiServer#secure}
 * @param cors which pages of other servers may
 * @param admin what administrators may do
 */
public record WebOptions(WebConfig config, Cors cors, AdminOptions admin) {
    /** Without TLS, for everybody, and for no page of another server. */
    public static final WebOptions OPEN = new WebOptions(WebConfig.NONE, Cors.NONE, AdminOptions.DISABLED);
}
