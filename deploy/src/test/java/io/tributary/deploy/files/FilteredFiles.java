package io.tributary.deploy.files;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files made for filters. */
final class FilteredFiles {
    private FilteredFiles() {}

    /** A real profile that asks for the runtime's frames to be dropped, but one. */
    static String droppingRuntime(Path folder) throws IOException {
        Profile p = TestData.profile("shop/v1/cpu.a2.pb.gz");
        Header h = p.header();
        Header dropping = new Header(
                h.sampleTypes(),
                h.periodType(),
                h.period(),
                h.timeNanos(),
                h.durationNanos(),
                h.defaultSampleType(),
                h.comments(),
                "runtime\\..*",
                "runtime\\.memmove",
                h.docUrl());
        Profile made = new Profile(dropping, p.strings(), p.mappings(), p.functions(), p.locations(), p.samples());
        byte[] bytes = PprofEncoder.encode(made, PprofEncoder.NO_GZIP);
        return Files.write(folder.resolve("dropping.pb"), bytes).toString();
    }
}
