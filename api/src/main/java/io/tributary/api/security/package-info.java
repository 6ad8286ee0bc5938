/**
 * Who may ask, and over what: {@code --web.config.file}, in the format of Prometheus' exporter-toolkit, with TLS, users and their
 * passwords, and a section of our own with bearer tokens and roles. {@link io.tributary.api.security.WebConfigFile} reads one into a
 * {@link io.tributary.api.security.WebConfig}; {@link io.tributary.api.security.WebAccess} holds requests against it, and takes another
 * while the server runs.
 *
 * <p>May touch SnakeYAML, bcrypt and the files it is asked to read. Files are read on the caller's thread; requests are held against
 * values on the event loop, and passwords on a pool of their own. No message, text form or metric holds a secret.
 */
@NullMarked
package io.tributary.api.security;

import org.jspecify.annotations.NullMarked;
