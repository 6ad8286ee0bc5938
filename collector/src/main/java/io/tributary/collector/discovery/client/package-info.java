/**
 * Requests to the servers that know targets: one deadline for a request, a bound on what is read, no redirect ever followed,
 * so that credentials go to the server they are for. The one place where a discovery's credentials and TLS are put to use.
 */
@NullMarked
package io.tributary.collector.discovery.client;

import org.jspecify.annotations.NullMarked;
