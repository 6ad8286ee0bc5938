package io.tributary.deploy;

import io.tributary.api.status.Lifecycle;
import io.tributary.deploy.reload.FileReload;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** Everything that is read anew at once: the targets file and the web configuration. */
final class Reloads implements Lifecycle {
    private final Lifecycle targets;
    private final boolean hasTargetsFile;
    private volatile List<FileReload<?>> web = List.of();

    /** @param hasTargetsFile whether there is one to be read */
    Reloads(Lifecycle targets, boolean hasTargetsFile) {
        this.targets = targets;
        this.hasTargetsFile = hasTargetsFile;
    }

    /** From now on the web configuration too. */
    void add(FileReload<?> reload) {
        web = List.of(reload);
    }

    @Override
    public Configuration configuration() {
        return targets.configuration();
    }

    @Override
    public boolean isEnabled() {
        return targets.isEnabled();
    }

    @Override
    public Future<List<String>> reload() {
        List<Future<List<String>>> all = Stream.concat(
                        hasTargetsFile || web.isEmpty() ? Stream.of(targets.reload()) : Stream.empty(),
                        web.stream().map(FileReload::reload))
                .toList();
        return Future.all(all)
                .map(_ -> all.stream().flatMap(each -> each.result().stream()).toList());
    }

    @Override
    public void quit() {
        targets.quit();
    }
}
