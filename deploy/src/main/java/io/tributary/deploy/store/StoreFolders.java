package io.tributary.deploy.store;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.StoreCommands;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreOpenException;
import io.tributary.storage.rocksdb.Finding;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.tributary.storage.rocksdb.VerifyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens a store's folder, does what is asked for, and lets go of it. For one thread. */
public final class StoreFolders implements StoreCommands {
    private final PrintWriter out;

    public StoreFolders(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void verify(Path folder) throws CommandException {
        VerifyReport report = read(folder);
        out.println(folder + ": " + report.profiles() + " profiles of " + report.instances()
                + " instances and days, " + report.partitions() + " dictionaries in " + report.segments()
                + " segments, "
                + report.activityRows() + " rows of activity, " + report.traces() + " traces, " + report.files()
                + " files: "
                + (report.isClean() ? "fine" : report.findings().size() + report.notListed() + " found wrong"));
        out.flush();
        if (!report.isClean()) {
            List<String> problems = new ArrayList<>();
            report.findings().stream().map(Finding::toString).forEach(problems::add);
            if (report.notListed() > 0) {
                problems.add("and " + report.notListed() + " more");
            }
            throw new CommandException(ExitCode.WRONG_INPUT, problems, null);
        }
    }

    private static VerifyReport read(Path folder) throws CommandException {
        try (RocksStore store = RocksStore.openExisting(folder, RocksStoreOptions.DEFAULT)) {
            return store.verify();
        } catch (StoreOpenException e) {
            throw new CommandException(ExitCode.NOT_OPENED, List.of("--storage.path: " + e.getMessage()), e);
        } catch (StoreException e) {
            throw new CommandException(ExitCode.WRONG_INPUT, List.of(folder + ": " + e.getMessage()), e);
        }
    }
}
