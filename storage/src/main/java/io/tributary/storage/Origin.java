package io.tributary.storage;

/**
 * Whose profile it is, of what kind and when: with its content, a profile's identity.
 *
 * @param service the service's name, not empty
 * @param type {@code cpu}, {@code heap}, {@code goroutine}, … or a name from the targets file, not empty
 * @param instance the whole label set of the target
 * @param timeMillis Unix milliseconds at which the collection began
 */
public record Origin(String service, String type, Labels instance, long timeMillis) {}
