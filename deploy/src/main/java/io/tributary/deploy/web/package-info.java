/**
 * The server's side of the daemon: its web configuration, read at the start and again when its files change; and how the daemon profiles itself where its own server does not let it in. Touches the API's types and
 * Vert.x.
 */
@NullMarked
package io.tributary.deploy.web;

import org.jspecify.annotations.NullMarked;
