package io.tributary.api.cache;

import io.tributary.api.http.Answer;
import io.tributary.api.http.ContentCoding;
import io.tributary.api.http.ETags;
import io.tributary.api.http.Request;
import io.tributary.api.http.Timed;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Callable;

/** Answers made of what the store keeps, with entity tags, and out of the cache where they are there. */
public final class CachedAnswers {
    private final ProfileStore store;
    private final WorkerPool taggers;
    private final WorkerPool workers;
    private final AnswerCache cache;

    /**
     * @param taggers ask the store for revisions, so that an answer that is there does not wait behind those that are made
     * @param workers make answers
     */
    public CachedAnswers(ProfileStore store, WorkerPool taggers, WorkerPool workers, AnswerCache cache) {
        this.store = store;
        this.taggers = taggers;
        this.workers = workers;
        this.cache = cache;
    }

    /** Makes an answer. Called on a worker, which is interrupted when nobody waits for it any more. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes it.
         *
         * @param gone completes when nobody waits for it any more: to be looked at between two merges
         */
        Answer make(Future<Void> gone);
    }

    /**
     * The answer to a request, coded as its client likes it; 304 where the client has it.
     *
     * @param kind which route's it is, with the path's variables
     * @param about the profiles that the answer is made of; nothing but these, the kind and the request's parameters may go into it
     */
    public Future<Answer> answer(String kind, Request request, List<Selection> about, Maker maker) {
        long start = System.nanoTime();
        Callable<String> tagging = () -> AnswerTag.of(
                kind, request, about, about.stream().map(store::revision).toList());
        return taggers.run(tagging, request.gone())
                .compose(tag -> answer(tag, tagging, request, maker))
                .map(answer -> Timed.since(start, answer));
    }

    private Future<Answer> answer(String tag, Callable<String> tagging, Request request, Maker maker) {
        String eTag = ETags.of(tag);
        if (ETags.isNamed(request, eTag)) {
            return Future.succeededFuture(Answer.notModified().with("ETag", eTag));
        }
        return cache.get(
                        tag + ' ' + request.coding(),
                        gone -> workers.runStoppable(
                                () -> {
                                    Answer made = maker.make(gone);
                                    // What came in meanwhile may be in it. Were it kept, it would be found again when
                                    // that is deleted.
                                    boolean isAsTagged = tagging.call().equals(tag);
                                    return ContentCoding.apply(
                                            isAsTagged ? made.with("ETag", eTag) : made, request.coding());
                                },
                                gone),
                        request.gone())
                .map(made -> made.headers().containsKey("ETag") && ETags.isKnown(request, eTag)
                        ? Answer.notModified().with("ETag", eTag)
                        : made);
    }
}
