package io.tributary.collector.captures;

import io.tributary.storage.selector.Selector;

/**
 * Somebody wants something captured.
 *
 * @param match from which targets: by their labels
 * @param type of what: {@code goroutine}, {@code cpu}, {@code trace}, … or a type of the targets' jobs; Parca's names too
 * @param seconds for how long, 0 for as long as the job has it configured. Of what is there at once the difference over these seconds
 * @param reason in the asker's words, kept with what is captured
 */
public record CaptureRequest(Selector match, String type, int seconds, String reason) {}
